"""Units and comparator words of one's own, added to the shipped vocabulary without touching the package."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from os import PathLike
from pathlib import Path
from types import MappingProxyType
from typing import Self, TypeAlias

from perfrules import units
from perfrules.arguments import of_kind, shown
from perfrules.errors import DocumentError, VocabularyError, reason_of
from perfrules.units import Units
from perfrules.wording.characters import folding
from perfrules.wording.languages import APPLIED, standard
from perfrules.wording.values.operators import OPERATORS

TERMINALS: Mapping[str, str] = MappingProxyType(
    {">=": "AT_LEAST", ">": "MORE_THAN", "<=": "AT_MOST", "<": "LESS_THAN", "=": "EQUAL", "~": "ABOUT"}
)
"""The terminal of ``grammars/operators.lark`` that a word joins, by its operator in READING's JSON."""

_NO_UNITS: Mapping[str, tuple[str, str]] = MappingProxyType({})
_NO_WORDS: Mapping[str, tuple[str, ...]] = MappingProxyType({})
_SIGNS = frozenset("/·*.,，、;；:：。()（）[]【】<>≥≤=~～+-±'\"“”《》")
_LONGEST = 40

Pairs: TypeAlias = Iterable[tuple[str, tuple[str, str | int | Fraction]]]
Words: TypeAlias = Iterable[tuple[str, Iterable[str]]]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Units and words beside the shipped ones: a small frozen value, for :func:`perfrules.parse` and for a ``with`` block.

    ``units`` maps a name to (a known unit, how many of it), ``counting`` names units that never convert, ``operators``
    maps an operator of the JSON form (``>= > <= < = ~``) to its words. Raises :class:`VocabularyError` for an unknown
    unit or operator, a word that is one already, and a name that is empty or holds digits, blanks or signs.

    >>> from perfrules import parse
    >>> mine = Vocabulary(units={"公引": ("米", 100)}, operators={">=": ["不逊于"]})
    >>> parse("不逊于3公引", vocabulary=mine).criteria[0].comparator
    AtLeast(Quantity('3', '公引'))
    """

    units: tuple[tuple[str, tuple[str, str]], ...]
    counting: tuple[str, ...]
    operators: tuple[tuple[str, tuple[str, ...]], ...]

    def __init__(
        self,
        units: Mapping[str, tuple[str, str | int | Fraction]] | Pairs = _NO_UNITS,
        counting: Iterable[str] = (),
        operators: Mapping[str, Iterable[str]] | Words = _NO_WORDS,
    ) -> None:
        try:
            own = tuple((_folded(name), _factor(name, given)) for name, given in dict(units).items())
            words = tuple((op, _words(op, some)) for op, some in dict(operators).items())
            names = _words("counting", counting)
        except VocabularyError:
            raise
        except (TypeError, ValueError, AttributeError) as error:
            raise VocabularyError(f"词表的写法不对：{shown(error)}", f"The vocabulary is malformed: {shown(error)}") from error
        object.__setattr__(self, "units", own)
        object.__setattr__(self, "counting", names)
        object.__setattr__(self, "operators", words)
        _check_units([*(name for name, _ in own), *self.counting])
        _check_operators(words)
        _units(self)

    @classmethod
    def read(cls, path: str | PathLike[str]) -> Self:
        """The vocabulary of a TOML file with ``counting = ["方次"]`` and the tables ``[units]`` and ``[operators]``.

        In ``[units]`` stands ``"公引" = ["米", "100"]``, in ``[operators]`` ``">=" = ["不逊于"]``. Raises
        :class:`VocabularyError` for a file that cannot be read and for any other key.
        """
        from perfrules.documents import file_text, read_toml

        of_kind(path, (str, PathLike), ("文件路径", "the path of a file"))
        try:
            data = read_toml(file_text(Path(path)))
        except DocumentError as error:
            raise VocabularyError(f"不能读取词表“{path}”：{error.zh}", f"The vocabulary “{path}” cannot be read: {error.en}") from error
        except (OSError, ValueError) as error:
            zh, en = reason_of(error)
            raise VocabularyError(f"不能读取词表“{path}”：{zh}", f"The vocabulary “{path}” cannot be read: {en}") from error
        unknown = sorted(data.keys() - {"units", "counting", "operators"})
        if unknown:
            keys = "、".join(unknown)
            raise VocabularyError(
                f"词表“{path}”中有未知的键：{keys}；可用 units、counting、operators。",
                f"Unknown keys in the vocabulary “{path}”: {keys}; it has units, counting, operators.",
            )
        try:
            return cls(**data)
        except VocabularyError as error:
            raise VocabularyError(f"词表“{path}”：{error.zh}", f"The vocabulary “{path}”: {error.en}") from error

    def added(self) -> tuple[Units, tuple[tuple[str, str], ...]]:
        """Return the shipped units with these, and the operator words, each a (terminal, word)."""
        return _units(self), tuple((TERMINALS[op], word) for op, some in self.operators for word in some)

    @contextmanager
    def applied(self) -> Iterator[Self]:
        """Read and convert by this vocabulary inside the ``with`` block, in this thread or task only.

        >>> from perfrules import Quantity, parse
        >>> with Vocabulary(units={"公引": ("米", 100)}).applied():
        ...     Quantity(300, "米") in parse("≥3公引").criteria[0].comparator
        True
        """
        with applied(self):
            yield self


@contextmanager
def applied(vocabulary: Vocabulary | None) -> Iterator[None]:
    """Read and convert by a vocabulary, for None by the shipped one, whatever block is around: what was asked elsewhere is done here."""
    token = APPLIED.set(vocabulary)
    try:
        with units.using(None if vocabulary is None else _units(vocabulary)):
            yield
    finally:
        APPLIED.reset(token)


@lru_cache(maxsize=64)
def _units(vocabulary: Vocabulary) -> units.Units:
    return units.standard().extended(dict(vocabulary.units), vocabulary.counting)


def _folded(word: str) -> str:
    """A word as the reader sees it: simplified and half-width, for a text is folded before it is read."""
    return word.translate(folding())


def _words(key: str, given: Iterable[str]) -> tuple[str, ...]:
    """The words of a list; a text alone is none, and not a list of its characters."""
    if isinstance(given, (str, bytes)) or not isinstance(given, Iterable):
        raise VocabularyError(
            f'“{key}”应为词的列表，如 ["不逊于"]，现为 {shown(given)}。',
            f'“{key}” is a list of words such as ["不逊于"], not {shown(given)}.',
        )
    return tuple(_folded(word) for word in given)


def _factor(name: str, given: tuple[str, str | int | Fraction]) -> tuple[str, str]:
    """What a unit is of a known one."""
    if not isinstance(given, (tuple, list)) or len(given) != 2:
        raise VocabularyError(
            f'单位“{name}”应写明是多少个哪一个单位，如 ["米", 100]，现为 {shown(given)}。',
            f'The unit “{name}” is so many of another one, such as ["米", 100], not {shown(given)}.',
        )
    known, ratio = given
    return known, str(ratio)


def _check_word(word: str) -> None:
    if not word or len(word) > _LONGEST or any(char.isspace() or char.isdecimal() or char in _SIGNS for char in word):
        raise VocabularyError(
            f"“{word[:_LONGEST]}”不能作词：不能为空，不能超过 {_LONGEST} 字，也不能含数字、空格或符号。",
            f"“{word[:_LONGEST]}” is no word: empty, longer than {_LONGEST} characters, or with digits, blanks or signs.",
        )


def _check_units(names: Iterable[str]) -> None:
    seen: set[str] = set()
    for name in names:
        _check_word(name)
        if name in seen or units.standard().get(name) is not None:
            raise VocabularyError(f"“{name}”已是单位。", f"“{name}” is a unit already.")
        seen.add(name)


def _check_operators(operators: Iterable[tuple[str, Iterable[str]]]) -> None:
    seen: dict[str, str] = {}
    for op, words in operators:
        if op not in TERMINALS:
            raise VocabularyError(
                f"未知的比较符“{op}”，可用 {' '.join(TERMINALS)}。", f"Unknown operator “{op}”; one of {' '.join(TERMINALS)}."
            )
        for word in words:
            _check_word(word)
            known = seen.get(word) or _operator_of(word)
            if known is not None:
                raise VocabularyError(f"“{word}”已是比较词（{known}）。", f"“{word}” is an operator word already ({known}).")
            seen[word] = op


def _operator_of(word: str) -> str | None:
    """The operator that a word is in the shipped language, None where it is none."""
    tokens = standard().driver.lexer.tokens(word)
    return OPERATORS.get(tokens[0].type) if len(tokens) == 1 else None
