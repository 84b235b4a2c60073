"""What perfrules raises. Every error says what is wrong and what to do, in Chinese and in English."""

from __future__ import annotations


class PerfrulesError(Exception):
    """The root of all that is raised.

    ``zh`` and ``en`` hold the same sentence in both languages; ``str(error)`` is the Chinese one.
    """

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(zh, en)
        self.zh = zh
        self.en = en

    def __str__(self) -> str:
        return self.zh

    def message(self, lang: str = "zh") -> str:
        """The sentence in ``lang`` (``zh`` or ``en``)."""
        return self.en if lang == "en" else self.zh


class WordingError(PerfrulesError, ValueError):
    """A wording that is not one comparator, raised by the strict :func:`perfrules.comparator`.

    ``text`` is the wording, ``span`` the place ``(start, end)`` in code points that is wrong and ``expected`` what
    could stand there.
    """

    def __init__(self, zh: str, en: str, *, text: str, span: tuple[int, int], expected: tuple[str, ...] = ()) -> None:
        super().__init__(zh, en)
        self.text = text
        self.span = span
        self.expected = expected

    def __reduce__(self) -> tuple[object, ...]:
        return (_wording_error, (self.zh, self.en, self.text, self.span, self.expected))


def _wording_error(zh: str, en: str, text: str, span: tuple[int, int], expected: tuple[str, ...]) -> WordingError:
    return WordingError(zh, en, text=text, span=span, expected=expected)


class NotTextError(PerfrulesError, TypeError):
    """Something that is no text was given where a wording belongs."""


class UnitError(PerfrulesError, ValueError):
    """Two units that do not convert into each other, or a conversion that is not exact."""


class VocabularyError(PerfrulesError, ValueError):
    """A vocabulary of one's own that cannot be followed: an unknown unit, a word that is one already, an empty name."""


class ValueRangeError(PerfrulesError, ValueError):
    """A value that cannot be what its place asks for: a reversed range, an impossible date, NaN."""


class TableError(PerfrulesError):
    """A file that cannot be read as a table of performance indicators, or cannot be written."""


class ActualsError(PerfrulesError):
    """A file of actual values that cannot be read at all. Single bad rows are findings instead."""


class PolicyError(PerfrulesError, ValueError):
    """A policy that is unknown, cannot be read, or leaves a choice open."""


class SettingsError(PerfrulesError, ValueError):
    """A setting or a command line that cannot be followed."""


class DocumentError(PerfrulesError, ValueError):
    """A TOML or JSON text that cannot be read, or lies beyond the limits of size, depth or digits."""
