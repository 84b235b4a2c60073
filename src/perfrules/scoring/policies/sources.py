"""Where a rule stands: document, article, a short quotation, address, in force from when to when, and who checked it."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, model_validator

from perfrules.errors import PolicyError
from perfrules.scoring.policies.ladders import SettingsTable
from perfrules.scoring.results.explanations import Evidence

LONGEST_QUOTATION = 200


class Source(SettingsTable):
    """The source of a rule. ``confirmed_by`` names the form, page or program against which it was held, ``checked_by`` who
    did so and ``checked_on`` the day.
    """

    document: str = Field(min_length=1)
    article: str = ""
    quotation: str = Field("", max_length=LONGEST_QUOTATION)
    address: str = ""
    since: date | None = None
    until: date | None = None
    confirmed_by: str = ""
    checked_by: str = ""
    checked_on: date | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.since is not None and self.until is not None and self.until < self.since:
            raise PolicyError("source 的 until 早于 since", "the source's until lies before its since")
        return self

    @property
    def in_force(self) -> str:
        """From when to when, such as ``2025-03-17 起``; empty where it is not stated."""
        ends = (f"{self.since} 起" if self.since else "", f"至 {self.until}" if self.until else "")
        return " ".join(end for end in ends if end)

    def __str__(self) -> str:
        """As a derivation cites it: document, article, date in force.

        >>> str(Source(document="某财〔2025〕5号", article="第三条", since=date(2025, 3, 17)))
        '某财〔2025〕5号第三条（2025-03-17 起）'
        """
        force = self.in_force
        return f"{self.document}{self.article}{f'（{force}）' if force else ''}"

    def to_dict(self) -> dict[str, Any]:
        """What is stated of it, as JSON values."""
        return {key: value for key, value in self.model_dump(mode="json").items() if value not in (None, "")}


def refuse_unproved(source: Source, evidence: Evidence) -> None:
    """Raise :class:`PolicyError` for what is called confirmed without a quotation and the day of the check."""
    if evidence is Evidence.CONFIRMED and not (source.quotation and source.checked_on):
        raise PolicyError(
            "evidence 为 confirmed 时，source 须有 quotation（原文摘录）和 checked_on（核对日期）；没有则写 secondary 或 unverified",
            "evidence confirmed asks for a quotation and the day of the check (checked_on) in its source; else write secondary or unverified",
        )


def _source(value: object) -> object:
    return {"document": value} if isinstance(value, str) else value


Cited = Annotated[Source, BeforeValidator(_source)]
"""A source; a text alone is its document."""
