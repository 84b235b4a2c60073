"""The distinct wordings of a table, each read once, as a table of thresholds and a table of pieces."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from perfrules import units
from perfrules.comparators import Exactly
from perfrules.frames.forms import LIMIT
from perfrules.frames.pieces import UNDECIDED, Piece, Placed, Scale, pieces
from perfrules.frames.readings import Reading, reading_of
from perfrules.frames.zones import zones
from perfrules.model import Category
from perfrules.quantities import decimal, decimal_of
from perfrules.scoring.judging.verdicts import Circumstances
from perfrules.scoring.policies import Policy
from perfrules.scoring.rounding import HUNDREDTHS, places_of
from perfrules.wording import Criterion, Target, parse

NEVER = 2**63 - 1
"""A threshold that no mantissa reaches."""


class Key(NamedTuple):
    """What rows share that are scored by the same pieces: their wording and weight, and how their numbers are written."""

    target: str
    name: str
    category: str
    suffix: str
    decimals: int
    weight: int
    weight_decimals: int
    weight_suffix: str


@dataclass(frozen=True, slots=True)
class Plan:
    """For each key the number of its first piece and its thresholds: a mantissa lies on the piece as many further as it reaches.

    ``maxima`` are the weights of the keys, counted, as all points are, in units of ``10**-places``.
    """

    places: int
    keys: Sequence[Key]
    firsts: Sequence[int]
    maxima: Sequence[int]
    thresholds: Sequence[Sequence[int]]
    pieces: Sequence[Piece]
    step: int


@dataclass(slots=True)
class _Pieces:
    """Lists of pieces end to end, equal lists once."""

    rows: list[Piece] = field(default_factory=list)
    known: dict[tuple[Piece, ...], int] = field(default_factory=dict)

    def place(self, placed: Sequence[Placed]) -> int:
        """The number of the first piece."""
        run = tuple(piece for _, piece in placed)
        if run not in self.known:
            self.known[run] = len(self.rows)
            self.rows.extend(run)
        return self.known[run]


WORTH = 10
"""A wording on fewer rows than this is not worth asking about every stretch of numbers: the row API is quicker."""


class _Asked(NamedTuple):
    """What the zones of a key hang on: of its name, only which words of the policy it holds."""

    target: Target
    words: str
    category: Category | None
    reading: Reading


def plan(counts: Mapping[Key, int], policy: Policy, worth: int = WORTH) -> Plan:
    """The plan of a table's keys, of which each stands on so many rows. What columns cannot decide has one undecided piece."""
    keys = sorted(counts)
    weights = [_weight(key) for key in keys]
    places = max([HUNDREDTHS, policy.rounding.indicator, *(places_of(weight) for weight in weights if weight is not None)])
    asked = _asked(keys, policy)
    rows: Counter[_Asked] = Counter()
    for key, question in zip(keys, asked, strict=True):
        if question is not None:
            rows[question] += counts[key]
    zoned = {question: zones(*_case(question, policy)) for question, count in rows.items() if count >= worth}
    runs = [
        [(0, UNDECIDED)]
        if weight is None or question is None or question not in zoned
        else pieces(zoned[question], key.decimals, Scale(weight, policy, places), question.reading.mantissas)
        for key, weight, question in zip(keys, weights, asked, strict=True)
    ]
    found = _Pieces()
    firsts = [found.place(run) for run in runs]
    longest = max((len(run) for run in runs), default=1)
    thresholds = [[run[place][0] if place < len(run) else NEVER for run in runs] for place in range(1, longest)]
    maxima = [min(int(Fraction(weight or 0) * 10**places), LIMIT) for weight in weights]  # at the limit nothing is decided
    return Plan(places, keys, firsts, maxima, thresholds, found.rows, 10 ** (places - policy.rounding.indicator))


def _weight(key: Key) -> Decimal | None:
    """The weight of a key; None for what is none, or negative, which the row API refuses."""
    return None if key.weight_suffix or key.weight < 0 else decimal(decimal_of(Fraction(key.weight, 10**key.weight_decimals)))


def _asked(keys: Iterable[Key], policy: Policy) -> list[_Asked | None]:
    """The question behind each key; None where its numbers are not read by columns, or its category is none."""
    known = frozenset(units.in_use().words())
    readings: dict[str, Reading | None] = {}
    words = sorted(policy.satisfaction.words)
    out: list[_Asked | None] = []
    for key in keys:
        if key.suffix not in readings:
            readings[key.suffix] = reading_of(key.suffix, known)
        reading = readings[key.suffix]
        if reading is None or not _is_category(key.category):
            out.append(None)
            continue
        target = parse(key.target, name=key.name or None)
        if reading.factor * 10**-key.decimals < 1 and any(_counts(criterion) for criterion in target.criteria):
            out.append(None)  # a fraction of what is counted in wholes has a finding of its own
            continue
        whole = any(criterion.subject or isinstance(criterion.comparator, Exactly) for criterion in target.criteria)
        held = [key.name] if whole else [word for word in words if word in key.name]
        out.append(_Asked(target, "，".join(held), Category(key.category) if key.category else None, reading))
    return out


def _counts(criterion: Criterion) -> bool:
    unit = getattr(criterion.comparator, "unit", None)
    return unit is not None and units.in_use().counts(unit)


def _is_category(text: str) -> bool:
    try:
        return not text or bool(Category(text))
    except ValueError:
        return False


def _case(asked: _Asked, policy: Policy) -> tuple[Target, Circumstances, Reading]:
    return asked.target, Circumstances(policy, asked.words, asked.category), asked.reading
