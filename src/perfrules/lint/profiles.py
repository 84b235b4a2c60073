"""Which rules concern whom: the author of targets (declarations), or of a filled form (self-evaluations)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from perfrules.lint.rulebook import all_codes

if TYPE_CHECKING:
    from perfrules.model import Department

AUTO = "auto"
PROFILES = ("targets", "filled", "all")
"""``targets``: the wording of targets and the table that holds them. ``filled``: scores, reasons and sums, that is what the
author of a self-evaluation can still mend; the targets were approved a year before. ``all``: everything.
"""
_LEFT_OUT: Mapping[str, tuple[str, ...]] = {
    "targets": ("AC", "SC"),
    "filled": ("OP", "UN", "PC", "VG", "CP", "NM", "TB", "YR", "DT", "BG002"),
    "all": (),
}


STAGES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("写指标值", "Writing targets", ("OP", "UN", "PC", "VG", "CP")),
    ("起名称、列表、定分值", "Names, the table, weights", ("NM", "TB", "WT", "BG", "DT")),
    ("与上年比较", "Against last year", ("YR",)),
    ("填自评表", "Filling the self-evaluation", ("AC", "SC")),
    ("读文件", "Reading files", ("IN",)),
    ("豁免和基线", "Suppressions and the baseline", ("SU",)),
)
"""The families of rules in the order in which people meet them."""


def codes_of_profile(profile: str) -> frozenset[str]:
    """The codes of a profile.

    >>> "VG001" in codes_of_profile("filled"), "AC001" in codes_of_profile("filled")
    (False, True)
    """
    return frozenset(code for code in all_codes() if not code.startswith(_LEFT_OUT[profile]))


def profile_of(department: Department) -> str:
    """``filled`` where the table holds an actual value or printed points, else ``targets``."""
    indicators = [*department.indicators, *(one for project in department.projects for one in project.indicators)]
    filled = any((one.actual and one.actual.strip()) or one.points is not None for one in indicators)
    return "filled" if filled else "targets"
