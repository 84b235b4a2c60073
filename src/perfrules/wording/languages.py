"""The language of a vocabulary: its units and its parser; what reads more than a short form is loaded when it is needed."""

from __future__ import annotations

from collections.abc import Sequence
from contextvars import ContextVar
from functools import cached_property, lru_cache
from threading import RLock
from typing import TYPE_CHECKING

from perfrules import units
from perfrules.units import Units
from perfrules.wording.characters import folded
from perfrules.wording.criteria import Criterion
from perfrules.wording.parser.lalr import Driver
from perfrules.wording.parser.loading import load
from perfrules.wording.short_forms import short_form

if TYPE_CHECKING:
    from perfrules.wording.parser.nodes import Token
    from perfrules.wording.passes.slots import Slot
    from perfrules.wording.reader import Parts, Reader
    from perfrules.wording.vocabularies import Vocabulary

APPLIED: ContextVar[Vocabulary | None] = ContextVar("perfrules-vocabulary", default=None)
"""The vocabulary of the innermost :meth:`Vocabulary.applied` block, None outside of any."""
_BRIEF = 24
"""Characters that a short form has at most."""
_BUILDING = RLock()
_STANDARD: list[Language] = []
"""The shipped language, once it is built."""


class Language:
    """A parser and a vocabulary; built once for each vocabulary and then only read."""

    def __init__(self, vocabulary: Units, words: tuple[tuple[str, str], ...] = ()) -> None:
        self.units = vocabulary
        self.driver = Driver(load(vocabulary, words))

    @cached_property
    def reader(self) -> Reader:
        """What reads any wording."""
        from perfrules.wording.reader import Reader

        return Reader(self.units, self.driver)

    def cut(self, text: str) -> Sequence[Token]:
        """The tokens of a text that may be a short form; none of any other, nor of one with blanks around it."""
        return self.driver.lexer.tokens(text) if len(text) <= _BRIEF and folded(text) == text == text.strip() else ()

    def brief(self, text: str, tokens: Sequence[Token] | None = None) -> Criterion | None:
        """Return the criterion of a short form, None for any other text; ``tokens`` are those that it was cut into."""
        return short_form(text, self.cut(text) if tokens is None else tokens, self.units)

    def brief_of_any(self, text: str) -> Criterion | None:
        """The criterion of a short form that one with any other number of as many digits is, too; None for any other text.

        Its number is a PLAIN one, which is tried before all else that a digit begins, and which takes whatever digits there are.
        """
        tokens = self.cut(text)
        return self.brief(text, tokens) if self._is_plain_first and any(token.type == "PLAIN" for token in tokens) else None

    @cached_property
    def _is_plain_first(self) -> bool:
        return all(self.driver.lexer.first(digit) == "PLAIN" for digit in "0123456789")

    def read(self, text: str, name: str | None, limit: int, tokens: Sequence[Token] = ()) -> Parts:
        """The parts of the reading of ``text`` under ``name``; ``tokens`` are those of the text, where they are known."""
        return self.reader.read(text, name, limit, tokens)

    def slot(self, name: str) -> Slot | None:
        """The slot of a name."""
        return self.reader.slot(name)

    def turns(self, name: str) -> bool:
        """Whether a name makes something else of a number, whatever unit it declares: a time of it, or no ratio."""
        return self.reader.turns(name)

    def is_silent(self, name: str) -> bool:
        """Whether a name bears nothing on the reading of one number: no unit that it declares, and no time or ratio that it asks for."""
        return _is_silent(self, name)

    def unit(self, word: str) -> Slot | None:
        """The scale and the unit that a word is as a whole; None for any other word."""
        return self.reader.unit(word)


@lru_cache(maxsize=4096)
def _is_silent(language: Language, name: str) -> bool:
    return language.slot(name) is None and not language.turns(name)


def standard() -> Language:
    """The shipped language; threads that ask for it first wait for one of them to build it."""
    return language_of(None)


def language_of(vocabulary: Vocabulary | None) -> Language:
    """The language with a vocabulary added; the shipped one for None."""
    if vocabulary is None and _STANDARD:
        return _STANDARD[0]
    with _BUILDING:
        return _built(vocabulary)


@lru_cache(maxsize=8)
def _built(vocabulary: Vocabulary | None) -> Language:
    if vocabulary is None:
        _STANDARD.append(Language(units.standard()))
        return _STANDARD[0]
    return Language(*vocabulary.added())
