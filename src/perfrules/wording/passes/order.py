"""The passes that make criteria of the row of phrases, in their order: read from top to bottom.

Each is a function of a module with one idea; the module's docstring has its pattern, its rule in READING, and an example that
is a case (tests/wording/passes/test_order.py). A new pass is a new module and one line here.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeAlias

from perfrules.wording.passes import (
    alternatives,
    bases,
    contradictions,
    deadlines,
    debris,
    doubled_units,
    foreign,
    framing,
    glued_lists,
    guard,
    hidden,
    items,
    levels,
    losses,
    meanings,
    names,
    narrowing,
    natures,
    ornaments,
    parts,
    percent_points,
    points,
    prose,
    quantities,
    ranges,
    rates,
    ratios,
    references,
    restatements,
    rows,
    service_hours,
    shared_units,
    shares,
    signs,
    slots,
    subjects,
    suffixes,
    unknown_units,
    unsaid,
)
from perfrules.wording.passes.drafts import Assembly, Item

OnTheWhole: TypeAlias = Callable[[Assembly], None]
OnAnItem: TypeAlias = Callable[[Assembly, Item], None]

ON_THE_ROW: tuple[OnTheWhole, ...] = (
    natures.take,
    rates.hand_on,
    levels.part,
    suffixes.join,
    references.refer,
    items.part,
    glued_lists.part,
    items.unglue,
)
"""On the row of phrases of the whole wording."""

ON_A_PHRASE: tuple[quantities.OnAPhrase, ...] = (
    framing.leave,
    narrowing.leave,
    points.leave,
    bases.leave,
    parts.leave,
    prose.leave,
    suffixes.reach,
    shares.reach,
    guard.refuse,
    doubled_units.refuse,
    percent_points.refuse,
    meanings.read,
    signs.doubt,
    restatements.take,
    ranges.join,
)
"""On each phrase of an item in turn; the first that settles it is the last. What none settles is a quantity of its own."""

ON_WORDS: tuple[quantities.OnWords, ...] = (restatements.close, ranges.close)
"""On what stands between the phrases; the first that takes it in is the last. What none takes in stays."""

ON_AN_ITEM: tuple[OnAnItem, ...] = (
    foreign.leave,
    bases.join,
    rows.share,
    partial(quantities.count, on_a_phrase=ON_A_PHRASE, on_words=ON_WORDS),
    subjects.draft,
    shared_units.share,
    contradictions.refuse,
    items.gather,
)
"""On each item in turn."""

ON_THE_DRAFTS: tuple[OnTheWhole, ...] = (
    hidden.refuse,
    debris.remark,
    ornaments.refuse,
    alternatives.refuse,
    service_hours.remark,
    unsaid.remark,
    losses.remark,
    names.share,
    slots.give,
    deadlines.date,
    ratios.refuse,
    unknown_units.remark,
    natures.compare,
)
"""On the drafts of all items."""


def run(made: Assembly) -> None:
    """Run every pass."""
    for on_the_row in ON_THE_ROW:
        on_the_row(made)
    for item in made.items:
        for on_an_item in ON_AN_ITEM:
            on_an_item(made, item)
    for on_the_drafts in ON_THE_DRAFTS:
        on_the_drafts(made)
