"""Binding what stands in one cell of actual values to the criteria of an indicator: by printed numbers, else by what can only fit once."""

from __future__ import annotations

from collections.abc import Sequence

from perfrules import units
from perfrules.comparators import AtLeast, Change, Comparator, Deadline, MoreThan, Qualitative, Rank
from perfrules.findings import Finding
from perfrules.scoring.actuals.doubts import aside, doubt, is_part, remark
from perfrules.scoring.actuals.proportions import SHARES, Proportion
from perfrules.scoring.actuals.reading import is_of_the_target, says_only_the_rate
from perfrules.scoring.actuals.values import (
    Absent,
    ActualValue,
    DateValue,
    Excluded,
    Listed,
    Moved,
    NotHappened,
    NoValue,
    NumberValue,
    ProseValue,
    RankValue,
    Said,
    Single,
    Stated,
    Unbound,
)
from perfrules.scoring.judging.plausibility import falls_short
from perfrules.scoring.judging.verdicts import noticed
from perfrules.wording import Criterion

Bound = list[tuple[Single, ...]]


def bind(criteria: Sequence[Criterion], value: ActualValue, name: str = "") -> tuple[Bound, list[Finding]]:
    """The values of each criterion, in order, and what was noticed. A value that could belong to several is bound to none.

    ``name`` is the name of the indicator: what it says makes no value doubtful.
    """
    if isinstance(value, Listed):
        numbered = any(number is not None for number, _ in value.items)
        return _by_number(criteria, value, name) if numbered else _unnumbered(criteria, [item for _, item in value.items], value, name)
    if isinstance(value, (Absent, Excluded, NoValue)):
        return [(value,) for _ in criteria], []
    if len(criteria) == 1:
        found = [noticed("AC017", value=value)] if criteria[0].each else []
        return [(value,)], found
    if all(criterion.each for criterion in criteria) or (isinstance(value, Said) and not any(item.is_quantitative for item in criteria)):
        return [(value,) for _ in criteria], [noticed("AC017", value=value)]
    return _only_fit(criteria, [value], value)


def _by_number(criteria: Sequence[Criterion], value: Listed, name: str) -> tuple[Bound, list[Finding]]:
    """A list by its printed numbers; against an unnumbered target they count its criteria."""
    own = [criterion.number for criterion in criteria]
    wanted = (
        [number if number is not None else index for index, number in enumerate(own, 1)] if any(own) else list(range(1, len(criteria) + 1))
    )
    bound: Bound = [(Absent(),)] * len(criteria)
    findings: list[Finding] = []
    for number in dict.fromkeys(number for number, _ in value.items):
        places = [place for place, want in enumerate(wanted) if want == number]
        items = [item for at, item in value.items if at == number]
        if not places:
            findings.append(noticed("AC015", value=value, number=number or "", wanted="、".join(map(str, dict.fromkeys(wanted)))))
            continue
        part = items[0] if len(items) == 1 else Listed(tuple((None, item) for item in items))
        values, found = bind([criteria[place] for place in places], part, name)
        findings += found
        for place, one in zip(places, values, strict=True):
            bound[place] = one
    return bound, findings


def _unnumbered(criteria: Sequence[Criterion], items: Sequence[Single], value: Listed, name: str) -> tuple[Bound, list[Finding]]:
    if word := _doubted(criteria, items, name):
        return [(Unbound(str(value), word),) for _ in criteria], []
    if len(criteria) == 1 and criteria[0].each and all(fits(criteria[0].comparator, item) for item in items):
        return [tuple(items)], []
    items = [item for item in _wholes(items, criteria) if not _is_remark(item, criteria, items)] or items
    if len(items) == len(criteria) > 1:
        return [(item,) for item in items], [noticed("AC018", value=value)]
    return _only_fit(criteria, items, value)


def _only_fit(criteria: Sequence[Criterion], items: Sequence[Single], value: ActualValue) -> tuple[Bound, list[Finding]]:
    """Each value to the one criterion that it fits; where a choice or a number would remain, nothing is bound."""
    chosen: dict[int, Single] = {}
    for item in (item for item in items if not isinstance(item, ProseValue)):
        places = [place for place, criterion in enumerate(criteria) if fits(criterion.comparator, item)]
        if len(places) != 1 or places[0] in chosen:
            return [(Unbound(str(value)),) for _ in criteria], []
        chosen[places[0]] = item
    if not chosen:
        return [(Unbound(str(value)),) for _ in criteria], []
    bound: Bound = [(chosen.get(place, Absent()),) for place in range(len(criteria))]
    return bound, [noticed("AC022", value=value, target="；".join(criteria[place].text for place in sorted(chosen)))]


def _doubted(criteria: Sequence[Criterion], items: Sequence[Single], name: str) -> str:
    """The word of an item that answers nothing, and says of the others that they are not what was reached: 50家，均未开工."""
    if not all(criterion.is_quantitative for criterion in criteria):
        return ""
    said = name + "".join(f"{criterion.text}{criterion.subject or ''}" for criterion in criteria)
    missed = any(falls_short(criterion, item) for criterion in criteria for item in items)
    for item in items:
        if isinstance(item, ProseValue):
            found = next((word for word in remark(item.text, said, missed=missed) if word not in said), None)
        elif isinstance(item, DateValue) and not any(fits(criterion.comparator, item) for criterion in criteria):
            found = doubt(item, said, level=False)
        elif isinstance(item, NumberValue) and is_part(item.around):
            found = next((word for word in aside(item.around, said, missed=missed) if word not in said), None)
        else:
            continue
        if found:
            return found
    return ""


def _wholes(items: Sequence[Single], criteria: Sequence[Criterion]) -> Sequence[Single]:
    """The items without the parts of one before them, 52家，其中新增3家、续建2家, unless a part is asked for."""
    if any(is_part(criterion.text) for criterion in criteria):
        return items
    found = next((at for at, item in enumerate(items) if isinstance(item, NumberValue) and is_part(item.around)), 0)
    whole = items[found - 1] if found else None
    if not isinstance(whole, NumberValue):
        return items
    return [item for at, item in enumerate(items) if at < found or not isinstance(item, NumberValue) or item.unit != whole.unit]


def _is_remark(item: Single, criteria: Sequence[Criterion], items: Sequence[Single]) -> bool:
    """Whether an item only remarks on the number beside it, which is what counts, and answers nothing that was asked.

    That what was asked is done (50家，超额完成), how much of it (52家，完成率104%), by when (截至12月底，已完成52家), and that
    there was none of what is 0 (0起，未发生事故).
    """
    if any(fits(each.comparator, item) for each in criteria):
        return False
    if isinstance(item, Said):
        return item.level == "达成" and item.share is None
    if isinstance(item, NotHappened):
        return all(isinstance(other, NotHappened) or (isinstance(other, NumberValue) and not other.value) for other in items)
    return isinstance(item, DateValue) or (isinstance(item, NumberValue) and is_of_the_target(item) and not _belied(item, criteria, items))


def _belied(rate: NumberValue, criteria: Sequence[Criterion], items: Sequence[Single]) -> bool:
    """Whether a rate of completion says that a target is missed that the number beside it meets: 50家，完成率60%."""
    whole = SHARES[rate.unit or ""]
    floors = [item.comparator for item in criteria if isinstance(item.comparator, (AtLeast, MoreThan))]
    numbers = [item for item in items if isinstance(item, NumberValue) and item is not rate]
    met = any(number.value in floor for floor in floors for number in numbers if number.unit == floor.unit)
    return met and rate.value < whole and says_only_the_rate(rate)


def fits(comparator: Comparator, value: Single) -> bool:
    """Whether a value is of the kind, and of a unit, that the comparator asks for."""
    match comparator:
        case Qualitative():
            return isinstance(value, Said)
        case Deadline():
            return isinstance(value, DateValue)
        case Rank():
            return isinstance(value, RankValue) or (isinstance(value, Stated) and isinstance(value.comparator, Rank))
        case Change():
            return isinstance(value, Moved) or (isinstance(value, NumberValue) and _same_dimension(value.unit, comparator.unit))
        case _:
            if isinstance(value, Proportion):
                return comparator.unit in SHARES or (value.unit is not None and _same_dimension(value.unit, comparator.unit))
            if isinstance(value, Stated):
                return not isinstance(value.comparator, (Qualitative, Deadline, Rank, Change)) and _same_dimension(
                    value.unit, comparator.unit
                )
            return isinstance(value, NumberValue) and _same_dimension(value.unit, comparator.unit)


def _same_dimension(one: str | None, other: str | None) -> bool:
    return one is None or other is None or units.factor(one, other) is not None
