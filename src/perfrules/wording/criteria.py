"""A criterion: one requirement of a target, and its JSON form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from sys import intern
from typing import TYPE_CHECKING, Any

from perfrules.comparators import Comparator, Qualitative, from_dict
from perfrules.deferring import deferred
from perfrules.errors import ValueRangeError
from perfrules.text import Span
from perfrules.wording.operator_kinds import OperatorKind


@lru_cache(maxsize=1024)
def spanning(start: int, end: int) -> Span:
    """The span, as the same object where it was met a short while ago: most requirements of a table begin and end alike."""
    return Span(start, end)


@lru_cache(maxsize=1024)
def as_written(number: str, unit: str) -> tuple[str, str]:
    """Both, as the same object where they were met a short while ago."""
    return number, intern(unit)


@dataclass(frozen=True, slots=True)
class Criterion:
    """One requirement of a target.

    ``text`` is the phrase as it stands at ``span`` of the target; ``subject`` the words that name what is measured.
    ``operator`` is the operator word as written, ``""`` for none: that tells 15 from =15 and 达到90% from ≥90%.
    ``operator_kind`` says what kind of word that is, and is not compared.
    ``written`` is the number and the unit with its scale as written, the name's unit included (``("2600", "亿元")``).
    ``number`` is the printed list number of its item, where there is one. ``each``: one value over several things
    (各 均 分别); ``aspiration``: 力争 争取 努力.
    """

    comparator: Comparator
    text: str
    span: Span
    subject: str | None = None
    operator: str = ""
    written: tuple[str, str] | None = None
    number: int | None = None
    each: bool = False
    aspiration: bool = False
    operator_kind: OperatorKind = field(default=OperatorKind.NONE, compare=False)

    if not TYPE_CHECKING:  # pragma: no branch  # every field is there for who asks

        def __getattr__(self, name: str) -> Any:
            """Return what was written, of a criterion that :func:`brief` has made: its text without the operator."""
            if name != "written":
                raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}", name=name, obj=self)
            return _NUMBER_AND_UNIT.match(self.text, len(self.operator)).groups()

    @property
    def is_quantitative(self) -> bool:
        """Whether it is no qualitative criterion."""
        return not isinstance(self.comparator, Qualitative)

    def to_dict(self) -> dict[str, Any]:
        """The JSON form of READING."""
        out = self.comparator.to_dict()
        out |= {"subject": self.subject, "text": self.text, "span": list(self.span)}
        if self.is_quantitative:
            out["operator"] = self.operator
            out["operator_kind"] = self.operator_kind.value
            if self.written is not None:
                out["written"] = list(self.written)
        if self.number is not None:
            out["number"] = self.number
        if self.each:
            out["each"] = True
        if self.aspiration:
            out["aspiration"] = True
        return out

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Criterion:
        """The criterion of its JSON form; raises :class:`ValueRangeError` for a form that is none."""
        comparator = from_dict(data)
        written = data.get("written")
        text = data.get("text") or str(comparator)
        return cls(
            comparator,
            text,
            Span(*data.get("span", (0, len(text)))),
            subject=data.get("subject"),
            operator=data.get("operator", ""),
            written=(written[0], written[1]) if written else None,
            number=data.get("number"),
            each=bool(data.get("each")),
            aspiration=bool(data.get("aspiration")),
            operator_kind=_kind(data.get("operator_kind", OperatorKind.NONE)),
        )


def brief(comparator: Comparator, text: str, operator: str, kind: OperatorKind) -> Criterion:
    """The criterion of a text that is an operator, a number and a unit, and nothing else: what was written is told by it, and not kept.

    Of a long table it would take a tenth of all room.
    """
    made = Criterion(comparator, text, spanning(0, len(text)), None, intern(operator), operator_kind=kind)
    object.__delattr__(made, "written")
    return made


def is_brief(criterion: Criterion) -> bool:
    """Whether :func:`brief` has made it."""
    try:
        object.__getattribute__(criterion, "written")
    except AttributeError:
        return True
    return False


_NUMBER_AND_UNIT = deferred(r"([0-9]+(?:\.[0-9]+)?)(.*)")


def _kind(word: str) -> OperatorKind:
    try:
        return OperatorKind(word)
    except ValueError as error:
        raise ValueRangeError(f"未知的比较词种类“{word}”。", f"Unknown kind of operator “{word}”.") from error
