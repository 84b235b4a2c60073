"""A department's scores for people and machines: one module a format, whose name is the format and whose ``pieces`` give the text."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator, Sequence
from datetime import date
from importlib import import_module

from perfrules.audit.seals import Seal
from perfrules.findings import Finding
from perfrules.report.digest import Report
from perfrules.scoring.monitoring import Progress
from perfrules.scoring.results.scores import DepartmentScore

SEALED = ("html", "json")
"""The formats that bear a seal; it is made of the whole score, in its JSON form."""


def formats() -> tuple[str, ...]:
    """The names of all formats.

    >>> formats()
    ('csv', 'html', 'json', 'md', 'text')
    """
    return tuple(sorted(entry.name for entry in pkgutil.iter_modules(__path__)))


def render(
    form: str,
    score: DepartmentScore,
    findings: Sequence[Finding] = (),
    lang: str = "zh",
    *,
    progress: Sequence[Progress] = (),
    as_of: date | None = None,
    width: int = 80,
    verbose: bool = False,
    colour: bool = False,
    printed: date | None = None,
    opened: bool = False,
    seal: Seal | None = None,
    lagging: bool = False,
) -> str:
    """The scores in the format ``form``; ``width``, ``verbose`` and ``colour`` are for ``text``, ``printed`` and ``opened`` for ``html``.

    ``findings`` are what readers said of the table and of the actual values, ``progress`` the state of each indicator at the
    date ``as_of`` (:func:`perfrules.scoring.monitoring.monitor`), of which ``lagging`` lists only what lags; ``seal`` (:mod:`perfrules.audit.seals`) is for ``json`` and ``html``.
    """
    return rendered(form, Report(score, findings, lang, progress, as_of, width, verbose, colour, printed, opened, seal, lagging))


def rendered(form: str, report: Report) -> str:
    """The report in the format ``form``."""
    return "".join(pieces(form, report))


def pieces(form: str, report: Report) -> Iterator[str]:
    """The report in the format ``form``, piece by piece: the whole of a large one takes much room."""
    made: Iterator[str] = import_module(f"{__name__}.{form}").pieces(report)
    return made
