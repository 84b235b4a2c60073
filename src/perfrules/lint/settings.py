"""The settings of check: ``[tool.perfrules]`` of the nearest ``pyproject.toml``, or a ``perfrules.toml``."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from perfrules.errors import SettingsError
from perfrules.findings import Location
from perfrules.lint.configuration import Defaults, nearest
from perfrules.lint.rulebook import codes_of, options_of
from perfrules.lint.suppressions import Suppression


def _listed(columns: object) -> object:
    """One heading may stand without a list."""
    return {role: [words] if isinstance(words, str) else words for role, words in columns.items()} if isinstance(columns, dict) else columns


_UNSET: Any = Defaults()
Columns = Annotated[dict[str, tuple[str, ...]], BeforeValidator(_listed)]


class Strict(BaseModel):
    """Keys are written with hyphens; unknown ones are errors."""

    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=lambda name: name.replace("_", "-"), populate_by_name=True)


class Suppress(Strict):
    """One ``[[suppress]]``: ``rules`` and a ``reason`` are required."""

    rules: list[str] = Field(min_length=1)
    reason: str = Field(min_length=1)
    file: str | None = None
    project: str | None = None
    indicator: str | None = None
    until: date | None = None

    def value(self, source: str) -> Suppression:
        """The suppression, with the file that holds it as its place; raises :class:`SettingsError` for an unknown rule."""
        for word in self.rules:
            codes_of(word)
        fields = self.model_dump() | {"rules": tuple(self.rules)}
        return Suppression(**fields, place=Location(file=source, project=self.project, indicator=self.indicator, text=self.reason))


class Settings(Strict):
    """Everything that can be set. ``options`` are those of rules; ``columns`` are more words for table headers."""

    select: list[str] = [*_UNSET.select]
    ignore: list[str] = []
    severity: dict[str, Literal["error", "warning", "info"]] = {}
    fail_on: Literal["error", "warning", "info", "easier"] = _UNSET.fail_on
    profile: Literal["auto", "targets", "filled", "all"] | None = None
    format: str = _UNSET.format
    baseline: str | None = None
    options: dict[str, int | str] = {}
    columns: Columns = {}
    suppress: list[Suppress] = []


def find(folder: Path) -> tuple[Settings, Path | None]:
    """The settings at or above ``folder`` and the file that holds them; the defaults and None where there are none.

    Raises :class:`SettingsError`.
    """
    found = nearest(folder)
    return (read(*found), found[1]) if found is not None else (Settings(), None)


def read(data: dict[str, Any], path: Path) -> Settings:
    """Settings from a table; an unknown key or a wrong value is a :class:`SettingsError` that says what was meant."""
    try:
        settings = Settings.model_validate(data)
    except ValidationError as error:
        first = min(error.errors(), key=lambda item: item["type"] != "extra_forbidden")
        where = ".".join(str(part) for part in first["loc"])
        if first["type"] == "extra_forbidden":
            known = [field.replace("_", "-") for field in {**Settings.model_fields, **Suppress.model_fields}]
            near = difflib.get_close_matches(str(first["loc"][-1]), known, n=1)
            hint, hint_en = (f"，是否为“{near[0]}”？", f"; did you mean “{near[0]}”?") if near else ("。", ".")
            raise SettingsError(f"“{path}”中没有设置项“{where}”{hint}", f"“{path}”: there is no setting “{where}”{hint_en}") from None
        told = _wrong(first["type"], first.get("ctx", {})) or first["msg"]
        raise SettingsError(f"“{path}”的设置项“{where}”不对：{told}", f"“{path}”: the setting “{where}” is wrong: {first['msg']}") from None
    options_of(settings.options)
    return settings


def _wrong(kind: str, context: Mapping[str, Any]) -> str | None:
    """What is wrong with a value, in Chinese; None for kinds that say so themselves."""
    if kind == "literal_error":
        return f"应为 {str(context['expected']).replace(' or ', '、').replace(', ', '、')}"
    if kind.startswith("date"):
        return "应为日期，如 2026-12-31"
    return {
        "missing": "必须填写",
        "string_too_short": "不能为空",
        "too_short": "不能为空",
        "string_type": "应为文字",
        "list_type": "应为列表",
        "dict_type": "应为表",
    }.get(kind)
