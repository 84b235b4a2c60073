"""Rows of Arrow scored on arrays: wordings and suffixes looked up by number, numbers placed on the rulers of their entries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import RLock
from typing import Any

import numpy as np
import pyarrow as pa

from perfrules.frames.blocks import in_blocks
from perfrules.frames.bytewise import Numbers, Suffixes
from perfrules.frames.columns import WORDS, Question
from perfrules.frames.entries import Codes, Entries, Texts
from perfrules.frames.numerals import Array, Doubles, units
from perfrules.frames.rulers import Ruler, Rulers
from perfrules.statements.suffixes import DIGITS

_HUNDREDTHS = 2


@dataclass(slots=True)
class Scorer:
    """Places rows by the batch; what one batch looked up, the next one knows."""

    asked: Question
    texts: Texts = field(default_factory=Texts)
    codes: Mapping[str, Codes] = field(default_factory=lambda: {name: Codes() for name in WORDS})
    suffixes: Suffixes = field(default_factory=Suffixes)
    lock: Any = field(default_factory=RLock)
    rulers: Rulers = field(init=False)

    def __post_init__(self) -> None:
        self.rulers = Rulers(self.asked, Entries(self.asked, self.texts))

    @property
    def kinds(self) -> Mapping[str, Any]:
        """What is found of a row: its segment (0: it is not decided), its number in the parts that the segment counts, and its weight."""
        weight = {} if self.asked.columns.weight is None else {"weight": np.float64}
        return {"segment": np.int32, "mantissa": np.float64, **weight}

    def placed(self, columns: Mapping[str, pa.Array]) -> dict[str, Array]:
        """What is found of rows."""
        asked = self.asked
        count = len(columns[asked.columns.target])
        found: dict[str, Array] = {name: np.zeros(count, kind) for name, kind in self.kinds.items()}
        if asked.kind == "other" or (asked.weight.column is not None and asked.weight.kind == "other"):
            return found
        actual = columns[asked.columns.actual]
        numbers = Numbers.of(actual.cast(pa.large_string()), self.suffixes) if asked.kind == "text" else Doubles.of(actual)
        if "weight" in found:
            found["weight"] = self._weights(columns[asked.columns.weight or ""])
        with self.lock:
            entries = self.rulers.entries.places(self._parts(columns, numbers))
            ruler = self.rulers.of(np.arange(self.rulers.entries.count), _HUNDREDTHS)
        in_blocks(count, lambda rows: self._place(found, rows, ruler, numbers, entries))
        return found

    def _place(self, found: Mapping[str, Array], rows: slice, ruler: Ruler, numbers: Numbers | Doubles, every: Array) -> None:
        """Place some rows: as hundredths, and what is not decided so as whole numbers or with more decimals."""
        entries, read = every[rows].astype(np.intp), numbers.hundredths(rows)
        weights = found["weight"][rows] if "weight" in found else None
        segments, decided = self._decided(ruler, read, entries, weights)
        if not decided.all():
            segments[~decided] = 0
            left = np.flatnonzero((segments == 0) & (entries > 0))
            for places, which, others in numbers.others(rows, left):
                finer = self.rulers.of(entries[which], places)
                there, good = self._decided(finer, others, entries[which], None if weights is None else weights[which])
                segments[which[good]], read[which[good]] = there[good], others[good]
            read[segments == 0] = 0
        found["segment"][rows], found["mantissa"][rows] = segments, read

    def _decided(self, ruler: Ruler, numbers: Array, entries: Array, weights: Array | None) -> tuple[Array, Array]:
        """The segments of rows, and whether they are decided there."""
        segments = ruler.placed(numbers, entries)
        decided: Array = self.rulers.segments.decided.take(segments)
        if weights is not None:
            decided &= ~np.isnan(weights)
        return segments, decided

    def _parts(self, columns: Mapping[str, pa.Array], numbers: Numbers | Doubles) -> Mapping[str, tuple[Array, pa.Array]]:
        names = {word: getattr(self.asked.columns, word) for word in WORDS}
        texts = {word: columns[name] for word, name in names.items() if name is not None}
        found = {word: (self.codes[word].of(column), self.codes[word].known) for word, column in texts.items()}
        if isinstance(numbers, Numbers):
            found["suffix"] = (numbers.suffixes, self.suffixes.codes.known)
        else:
            found["suffix"] = (np.zeros(len(next(iter(texts.values()))), np.int32), pa.array([""], pa.large_string()))
        return found

    def _weights(self, column: pa.Array) -> Array:
        """Weights in whole units; NaN where one is none."""
        weight = self.asked.weight
        if weight.kind != "number":
            return units(column.cast(pa.large_string()), weight.places)
        given = Doubles.of(column).values
        with np.errstate(all="ignore"):
            counted = np.floor(given * 10**weight.places + 0.5)
            good = (counted / 10**weight.places == given) & (given >= 0) & (counted < 10**DIGITS)
        return np.where(good, counted, np.nan)
