"""A query as few steps: what is used once stands where it is used, what is used more often is a column of the step before it.

A step holds the columns that a later one asks for and no others: a database copies every column of every step, row by row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, groupby
from typing import NamedTuple, TypeAlias

from perfrules.statements.dialects import Dialect
from perfrules.statements.expressions import Call, Column, Expression, Whole, Words, columns_in, put
from perfrules.statements.programs import OWN, Stage


class Join(NamedTuple):
    """A left join with a table of ours, as it is written: its columns, and which of them is the same as which column of the row."""

    table: str
    columns: Sequence[str]
    on: Mapping[str, str]


Part: TypeAlias = "Stage | Join"


@dataclass(slots=True)
class _Step:
    """Columns that are made of the step before and of the tables joined to it."""

    joins: list[Join] = field(default_factory=list)
    made: dict[str, Expression] = field(default_factory=dict)

    @property
    def asked(self) -> set[str]:
        """The names of the columns that the step asks for."""
        return {*_names(self.made.values()), *(name for join in self.joins for name in join.on.values())}

    @property
    def joined(self) -> Mapping[str, Column]:
        """The columns of the tables that are joined."""
        return {OWN + name: Column(name, f"t{place}") for place, join in enumerate(self.joins, 1) for name in join.columns}


def query(written: Dialect, table: str, shown: Sequence[str], parts: Iterable[Part], results: Mapping[str, tuple[Expression, str]]) -> str:
    """A query of ``table``: the columns ``shown``, then those of ``results``, each an expression and how it is given out (``{0}``)."""
    parts = list(parts)
    kept, last = _kept(parts, [result for result, _ in results.values()])
    steps = _steps(parts, kept)
    out, before = [], table
    there: set[str] = set()
    asked = list(accumulate((step.asked for step in reversed(steps)), set.union, initial=set(_names(last))))
    for place, (step, wanted) in enumerate(zip(steps, reversed(asked[:-1]), strict=True)):
        there |= step.made.keys() | step.joined.keys()
        later = there & wanted
        text = f"SELECT {', '.join(_columns(written, step, shown, later))} FROM {before} s{_joins(written, step)}"  # noqa: S608 -- quoted names only
        before = f"s{place + 1}"
        out.append(f"{before} AS {written.step.replace('{0}', text)}")
    given = [f"s.{written.name_of(name)}" for name in shown]
    for (name, (_, form)), expression in zip(results.items(), last, strict=True):
        given.append(f"{form.replace('{0}', written.expression(expression))} AS {written.name_of(name)}")
    return "WITH " + ",\n".join(out) + f"\nSELECT {', '.join(given)} FROM {before} s"


def _names(expressions: Iterable[Expression]) -> Iterator[str]:
    """The names of our own columns in expressions."""
    return (column.name for expression in expressions for column in columns_in(expression) if column.name.startswith(OWN))


_FEW = 3
"""What asks for so many columns that nothing else asks for is a column in their place."""


def _kept(parts: Sequence[Part], results: Sequence[Expression]) -> tuple[Mapping[str, Expression], Sequence[Expression]]:
    """The columns that are to be columns, and the results, with all others put into them."""
    made = {name: value for part in parts if not isinstance(part, Join) for name, value in part.items()}
    joined = [name for part in parts if isinstance(part, Join) for name in part.on.values()]
    ours = {name: Counter(_names([value])) for name, value in made.items()}
    asking = Counter([*joined, *(name for result in results for name in set(_names([result])))])
    asking.update(name for names in ours.values() for name in names)
    uses = Counter([*joined, *_names(results)])
    inside = set()
    for name in reversed(made):
        ends = sum(asking[other] == 1 for other in ours[name])
        if name not in joined and (_is_light(made[name]) or (uses[name] == 1 and ends < _FEW)):
            inside.add(name)
        copies = uses[name] if name in inside else min(uses[name], 1)
        for other, times in ours[name].items():
            uses[other] += copies * times
    known: dict[str, Expression] = {}
    for name in (name for name in made if name in inside):
        known[name] = put(made[name], known)
    kept = {name: put(made[name], known) for name in made if name not in inside and uses[name]}
    return kept, [put(result, known) for result in results]


def _is_light(expression: Expression) -> bool:
    """Whether an expression costs no more than a column: a constant, another column, the text or the length of one."""
    if isinstance(expression, Call) and expression.function in ("text", "length"):
        expression = expression.of
    return isinstance(expression, (Column, Whole, Words))


def _steps(parts: Sequence[Part], kept: Mapping[str, Expression]) -> Sequence[_Step]:
    """The steps: a column stands in the first that has all that it asks for, and tables that are named together are joined in one."""
    steps: dict[int, _Step] = {}
    since: dict[str, int] = {}
    for _, group in groupby(parts, lambda part: isinstance(part, Join)):
        together = list(group)
        joins = [part for part in together if isinstance(part, Join)]
        place = max((since.get(name, 0) for join in joins for name in join.on.values()), default=0)
        for join in joins:
            steps.setdefault(place, _Step()).joins.append(join)
            since |= {OWN + name: place for name in join.columns}
        for name in (name for part in together if not isinstance(part, Join) for name in part if name in kept):
            place = max((since[other] for other in _names([kept[name]])), default=0)
            steps.setdefault(place, _Step()).made[name] = kept[name]
            since[name] = place + 1
    return [steps[place] for place in sorted(steps)]


def _columns(written: Dialect, step: _Step, shown: Sequence[str], later: set[str]) -> Iterator[str]:
    """What a step selects: the columns that are shown, those of the step before that are asked for later, and its own."""
    joined = step.joined
    yield from (f"s.{written.name_of(name)}" for name in shown)
    for name in sorted(later - step.made.keys()):
        yield f"{written.expression(joined[name])} AS {written.name_of(name)}" if name in joined else f"s.{written.name_of(name)}"
    for name, value in step.made.items():
        yield f"{written.expression(_of_tables(value, joined))} AS {written.name_of(name)}"


def _of_tables(value: Expression, joined: Mapping[str, Column]) -> Expression:
    """An expression whose columns say of which table they are."""
    names = {column.name: joined.get(column.name, Column(column.name, "s")) for column in columns_in(value)}
    return put(value, names)


def _joins(written: Dialect, step: _Step) -> str:
    joined, out = step.joined, []
    for place, join in enumerate(step.joins, 1):
        on = (
            written.equal.format(f"t{place}.{written.name_of(name)}", written.expression(_of_tables(Column(other), joined)))
            for name, other in join.on.items()
        )
        out.append(f" LEFT JOIN {join.table} t{place} ON {' AND '.join(on)}")
    return "".join(out)
