"""What a rule on wordings needs before it can say anything: its file says so as ``NEEDS``, and is neither run nor loaded without it."""

from __future__ import annotations

from perfrules.comparators import About, Change, Exactly, Qualitative
from perfrules.wording import Target

NEEDS = frozenset(("", "name", "measured", "several", "words", "change", "about", "bare"))
"""A name of the indicator, words that say what is measured (a name or a subject), several criteria, one in words, one of a change,
one that is approximate, a number without an operator; nothing in particular."""


def held(target: Target, name: str | None) -> frozenset[str]:
    """Return what a wording under a name holds of :data:`NEEDS`.

    >>> from perfrules import parse
    >>> sorted(held(parse("约5人；进一步提高"), "人数"))
    ['', 'about', 'measured', 'name', 'several', 'words']
    """
    found = {""}
    if name is not None:
        found.add("name")
    if name or any(criterion.subject for criterion in target.criteria):
        found.add("measured")
    if len(target.criteria) > 1:
        found.add("several")
    for criterion in target.criteria:
        comparator = criterion.comparator
        if isinstance(comparator, Qualitative):
            found.add("words")
        elif isinstance(comparator, Exactly):
            found.update(() if criterion.operator else ("bare",))
        elif isinstance(comparator, Change):
            found.add("change")
            comparator = comparator.of
        if isinstance(comparator, About):
            found.add("about")
    return frozenset(found)
