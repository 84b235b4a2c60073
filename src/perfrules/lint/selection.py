"""Which rules count, and how much: select, ignore, severity."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Self

from perfrules.errors import SettingsError
from perfrules.findings import Finding, Severity
from perfrules.lint.profiles import AUTO, codes_of_profile
from perfrules.lint.rulebook import all_codes, codes_of


@dataclass(frozen=True)
class Selection:
    """The codes that are on, and the severities that were re-set. :meth:`of` makes one from what people write.

    ``profile`` leaves out what does not concern the reader (:mod:`perfrules.lint.profiles`); ``auto`` is settled by each table.
    """

    codes: frozenset[str]
    severities: Mapping[str, Severity]
    profile: str = "all"

    @classmethod
    def of(
        cls,
        select: Iterable[str] = ("ALL",),
        ignore: Iterable[str] = (),
        severity: Mapping[str, str] | Iterable[tuple[str, str]] = (),
        profile: str = "all",
    ) -> Self:
        """A selection; words are codes, names, families (``OP``) or ``ALL``. Raises :class:`SettingsError` for unknown ones.

        >>> sorted(Selection.of(["PC"], ["over-100"]).codes)
        ['PC002', 'PC003']
        """
        chosen = {code for word in select for code in codes_of(word)}
        chosen -= {code for word in ignore for code in codes_of(word)}
        levels = {code: severity_of(level) for word, level in dict(severity).items() for code in codes_of(word)}
        return cls(frozenset(chosen), levels, profile)

    def under(self, profile: str) -> Selection:
        """The selection with what its profile leaves out taken off; ``profile`` is what ``auto`` is here."""
        settled = profile if self.profile == AUTO else self.profile
        return self if settled == "all" else replace(self, codes=self.codes & codes_of_profile(settled), profile="all")

    def applied(self, finding: Finding) -> Finding | None:
        """The finding at its severity here, or None where its rule is off."""
        if finding.code not in self.codes:
            return None
        level = self.severities.get(finding.code, finding.severity)
        return finding if level is finding.severity else replace(finding, rule=replace(finding.rule, severity=level))


def severity_of(word: str) -> Severity:
    """The severity of that name; raises :class:`SettingsError` for one that does not exist."""
    try:
        return Severity(word)
    except ValueError:
        raise SettingsError(
            f"严重程度“{word}”不存在，应为 error、warning 或 info。", f"There is no severity “{word}”: error, warning or info."
        ) from None


def everything() -> Selection:
    """Every rule at its own severity."""
    return Selection(all_codes(), {})
