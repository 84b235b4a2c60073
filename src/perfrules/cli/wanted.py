"""What a ``check`` command line asks for: its options over those of the settings file."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from perfrules.cli.inspecting import Request
from perfrules.errors import SettingsError
from perfrules.findings import Severity
from perfrules.lint import Inspection, Selection
from perfrules.lint.checking import department_of
from perfrules.lint.configuration import Defaults, nearest
from perfrules.lint.profiles import AUTO
from perfrules.lint.sources import expand
from perfrules.report.findings import formats

if TYPE_CHECKING:
    from pathlib import Path

    from perfrules.lint.settings import Settings
    from perfrules.model import Department


PEOPLE = ("concise", "full", "grouped")
"""The formats that people read; the others are for programs and hold every finding."""
EASIER = "easier"
"""``--fail-on``: what the rules find that hold a table against last year's."""


class Wanted(NamedTuple):
    """How to print and when to fail. ``asked`` are the settings in force."""

    form: str
    fail_on: str
    baseline: str | None
    asked: Mapping[str, Any]

    @property
    def shown(self) -> str:
        """The settings in force, as text."""
        from perfrules.report.escapes import json_text

        return json_text(self.asked, indent=2)

    def fails(self, inspection: Inspection) -> bool:
        """Whether it holds a finding for which the program ends with 1."""
        if self.fail_on == EASIER:
            return any(item.code.startswith("YR") for item in inspection.findings)
        return any(item.severity.rank >= Severity(self.fail_on).rank for item in inspection.findings)

    @property
    def baseline_file(self) -> str:
        """The file of ``--update-baseline``; raises :class:`SettingsError` where none is given."""
        if self.baseline is None:
            raise SettingsError("请用 --baseline 给出基线文件。", "Give the file with --baseline.")
        return self.baseline


def wanted(given: Mapping[str, Any]) -> tuple[Request, Wanted]:
    """The request and its settings; raises :class:`SettingsError` for a command line that cannot be followed."""
    settings, source = (Defaults(), None) if given["isolated"] else _settings(os.getcwd())  # noqa: PTH109  # pathlib is not loaded for one wording
    asked: dict[str, Any] = {
        "select": _words(given["select"]) or list(settings.select),
        "ignore": _words(given["ignore"]) or list(settings.ignore),
        "severity": {**settings.severity, **dict(_pair(word) for word in _words(given["severity"]))},
        "fail-on": given["fail_on"] or settings.fail_on,
        "format": given["form"] or settings.format,
        "profile": given["profile"] or settings.profile,
        "baseline": given["baseline"] or _beside(settings.baseline, source),
        "options": {**settings.options, **({"policy": given["policy"]} if given["policy"] else {})},
        "columns": settings.columns,
        "suppress": len(settings.suppress),
    }
    _refuse(given, asked)
    if asked["profile"] is None:  # who selects rules by name wants these
        asked["profile"] = AUTO if asked["format"] in PEOPLE and not given["select"] else "all"
    baseline = None if given["update_baseline"] else asked["baseline"]
    request = Request(
        paths=_paths(given),
        texts=given["texts"],
        name=given["name"],
        stdin="-" in given["paths"],
        stdin_name=given["stdin_filename"],
        previous=_previous(given["previous"], asked["columns"]),
        selection=Selection.of(asked["select"], asked["ignore"], asked["severity"], asked["profile"]),
        options=asked["options"],
        columns=asked["columns"],
        suppressions=tuple(item.value(_shown(source)) for item in settings.suppress) if source else (),
        baseline=baseline,
        include_hidden=given["include_hidden"],
    )
    return request, Wanted(asked["format"], asked["fail-on"], asked["baseline"], {"file": str(source) if source else None} | asked)


def _refuse(given: Mapping[str, Any], asked: Mapping[str, Any]) -> None:
    """Raise :class:`SettingsError` where one option asks for another that is not there, and for an unknown format."""
    if given["unsafe_fixes"] and not (given["fix"] or given["diff"]):
        raise SettingsError("--unsafe-fixes 须与 --fix 或 --diff 一起使用。", "--unsafe-fixes goes with --fix or --diff.")
    if asked["format"] not in formats():
        raise SettingsError(f"没有输出格式“{asked['format']}”。", f"There is no format “{asked['format']}”.")
    if asked["fail-on"] == EASIER and not given["previous"]:
        raise SettingsError("--fail-on easier 须与 --previous 一起使用。", "--fail-on easier goes with --previous.")


def _previous(file: str | None, columns: Mapping[str, tuple[str, ...]]) -> Department | None:
    if not file:
        return None
    from pathlib import Path

    return department_of(Path(file), columns)


def _settings(folder: str) -> tuple[Defaults | Settings, Path | None]:
    """The settings at or above the folder; what checks them is loaded only where there are some."""
    found = nearest(folder)
    if found is None:
        return Defaults(), None
    from perfrules.lint.settings import read

    return read(*found), found[1]


def _shown(source: Path) -> str:
    """The settings file as people and CI know it: from the folder of the command, where it lies below it."""
    from pathlib import Path

    here = Path.cwd()
    return (source.relative_to(here) if source.is_relative_to(here) else source).as_posix()


def _beside(baseline: str | None, source: Path | None) -> str | None:
    """A baseline of the settings counts from the folder of its file."""
    return str(source.parent / baseline) if baseline and source else baseline


def _words(given: Iterable[str]) -> list[str]:
    return [word.strip() for item in given for word in item.split(",") if word.strip()]


def _pair(word: str) -> tuple[str, str]:
    rule, mark, level = word.partition("=")
    if not mark:
        raise SettingsError(f"--severity 应写作 规则=程度，如 OP001=info，不是“{word}”。", f"--severity is RULE=LEVEL, not “{word}”.")
    return rule, level


def _paths(given: Mapping[str, Any]) -> tuple[Path, ...]:
    words = [word for word in given["paths"] if word != "-"]
    if not given["paths"] and not given["texts"] and not given["show_settings"]:
        raise SettingsError("请给出文件或文件夹，或用 --text 给出指标值。", "Give a file or a folder, or a wording with --text.")
    return tuple(expand(words))
