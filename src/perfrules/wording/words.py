"""The words that steer how clauses are put together, from ``grammars/words.toml``."""

from __future__ import annotations

from perfrules.resources import tables_of

_LISTS = tables_of("grammars/words.toml")

INTRODUCTIONS: tuple[str, ...] = tuple(_LISTS["introductions"])
"""How a clause begins that only leads to the next one."""

WHEN = frozenset[str](_LISTS["when"])
WHEN_ENDS: tuple[str, ...] = tuple(_LISTS["when_ends"])
"""Clauses that say nothing but when, whole or by their end."""

BARE_VERBS = frozenset[str](_LISTS["bare_verbs"])
"""Verbs that name no measure of their own: the words after the quantity do."""

EVERYWHERE = frozenset[str](_LISTS["everywhere"])
"""Subjects that mean each of several."""

LEVEL_ENDS = frozenset[str](_LISTS["level_ends"])
"""Last characters of nouns that are levels themselves: what rises to 95% is no change by 95%."""

NO_LEVELS: tuple[str, ...] = tuple(_LISTS["no_levels"])
"""Nouns that end like levels and are none."""

RATE_ENDS: tuple[str, ...] = tuple(_LISTS["rate_ends"])
"""Last words of a rate."""

STARTING_POINTS: tuple[str, ...] = tuple(_LISTS["starting_points"])
"""Words before the value that a rise or fall starts from."""

TIMES = frozenset[str](_LISTS["times"])
"""Units of a period or a latency."""

SPELLS = frozenset[str](_LISTS["spells"])
"""Units of time so long that something may be asked not to happen in them."""

MOMENTS = frozenset[str](_LISTS["moments"])
"""Units so short that they can only be a latency."""

LENGTHS = frozenset[str](_LISTS["lengths"])
"""Units of how far a range reaches."""

CALENDAR_DAYS = frozenset[str](_LISTS["calendar_days"])
"""Days as the calendar counts them."""

AGAIN = frozenset[str](_LISTS["again"])
"""What stands in a parenthesis before the amount that stands before it, said again."""

STATES: tuple[str, ...] = tuple(_LISTS["states"])
OWNED: tuple[str, ...] = tuple(_LISTS["owned"])
"""Words before what there is now, and those of them that say what there already is."""

SIZE_DIMENSIONS = frozenset[str](_LISTS["size_dimensions"])
SIZE_UNITS = frozenset[str](_LISTS["size_units"])
"""Dimensions and units of how large a thing is that is counted behind it."""

CONTAINERS = frozenset[str](_LISTS["containers"])
PACKED_DIMENSIONS = frozenset[str](_LISTS["packed_dimensions"])
BULK_UNITS = frozenset[str](_LISTS["bulk_units"])
"""What packed things are counted in, what dimensions one of them has, and the units of these that nothing is packed by."""

AGES = frozenset[str](_LISTS["ages"])
"""Units of age."""

COUNTED_ONES = frozenset[str](_LISTS["counted_ones"])
"""Units of things that a later rate of the clause may be about."""

TO_WHOM: tuple[str, ...] = tuple(_LISTS["to_whom"])
"""Words before a number of things that a later rate is about."""

EFFECTS: tuple[str, ...] = tuple(_LISTS["effects"])
"""Verbs right behind a quantity that say what it brings: it is a requirement of its own."""

BASES: tuple[str, ...] = tuple(_LISTS["bases"])
"""Words that a figure of the past or of an average begins with."""

BASELINES: tuple[str, ...] = tuple(_LISTS["baselines"])
AMOUNTS_THEMSELVES: tuple[str, ...] = tuple(_LISTS["amounts_themselves"])
LONE_BASES: tuple[str, ...] = tuple(_LISTS["lone_bases"])
"""Words right before a figure that inform."""

TOLERANCES: tuple[str, ...] = tuple(_LISTS["tolerances"])
"""How a tolerance begins."""

FINISHING: tuple[str, ...] = tuple(sorted(_LISTS["finishing"], key=lambda word: (-len(word), word)))
"""Verbs that make the date before them a deadline."""

DATING: tuple[str, ...] = tuple(_LISTS["dating"])
ADVERBS: tuple[str, ...] = tuple(_LISTS["adverbs"])
"""What may stand between a date and a verb of finishing."""

TIME_NAMES: tuple[str, ...] = tuple(_LISTS["time_names"])
"""Ends of names that ask for a time."""

NO_UNITS = frozenset[str](_LISTS["no_units"])
"""Words behind a bare number that name what it is and are no unit."""

CLASSES: tuple[str, ...] = tuple(_LISTS["classes"])
"""People and bodies: a bound before one says which of them are meant."""

COMPOSING = frozenset[str](_LISTS["composing"])
"""Units that make one unit with the unit before them."""

INVERSE_RATIOS: tuple[str, ...] = tuple(_LISTS["inverse_ratios"])
"""Names of ratios written 1:n that are better the larger n is."""

DATE_UNITS = frozenset[str](_LISTS["date_units"])
"""Words at the end of a name that are parts of a date and no unit."""

PARTS_OF: tuple[str, ...] = tuple(_LISTS["parts_of"])
"""How a parenthesis begins that says parts of the quantity before it."""

KINDS = frozenset[str](_LISTS["kinds"])
"""Units of kinds, counted by what follows."""

MEASURES: tuple[str, ...] = tuple(sorted(_LISTS["measures"], key=lambda word: (-len(word), word)))
"""Parts of the names of measures, the longest first."""

INFANTS: tuple[str, ...] = tuple(_LISTS["infants"])
"""How words for those begin whose age is counted in months."""

REACHES: tuple[str, ...] = tuple(_LISTS["reaches"])
"""Words behind a length that make it a range around something."""

ENGLISH = frozenset[str](_LISTS["english"])
"""English words right before a number that bound it."""

COUNTING = frozenset[str](_LISTS["counting"])
"""Words behind a bound that let its number count."""

GRADED: tuple[str, ...] = tuple(_LISTS["graded"])
"""What is graded in classes, the first of them the best."""

NOT_APPLICABLE = frozenset[str](_LISTS["not_applicable"])
"""Cells that state no requirement."""

LEFT_EDGE: str = _LISTS["left_edge"]
RIGHT_EDGE: tuple[str, ...] = tuple(_LISTS["right_edge"])
"""Particles at the edges of a subject."""

EDGE_WORDS: tuple[str, ...] = tuple(_LISTS["edge_words"])
"""Words that end as such a particle is written."""

JOINING = frozenset[str](_LISTS["joining"])
"""Characters with which another requirement is joined to a quantity."""

DATE_LEADS = frozenset[str](_LISTS["date_leads"])
"""Characters that lead to a date and name nothing."""

UNSAID = frozenset[str](_LISTS["unsaid"])
"""Characters of numbers that are not said: 数十, 两三, 2、3."""

SEVERAL: str = _LISTS["several"]
"""The word behind a number that leaves open what it is: 五十几."""
