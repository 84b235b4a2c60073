"""The reading of a wording: a target, its criteria, and every other character of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from perfrules import arguments
from perfrules.canonical import AS_READ, as_read
from perfrules.comparators import Comparator
from perfrules.displays import escaped, html_rows
from perfrules.errors import NotTextError, ValueRangeError, WordingError
from perfrules.text import Span, underline
from perfrules.wording import faults
from perfrules.wording.criteria import Criterion, is_brief
from perfrules.wording.languages import APPLIED, language_of

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic_core import CoreSchema

    from perfrules.findings import Finding
    from perfrules.wording.operator_kinds import OperatorKind
    from perfrules.wording.vocabularies import Vocabulary


_LIMIT = 10_000
"""Characters that are read where nobody asks for another number of them."""


@dataclass(frozen=True, slots=True)
class Target:
    """A target value (年度指标值) as read: its criteria, in the order written.

    Criteria, separators and leftovers together are the whole text. ``findings`` say what was noticed, with their place.
    ``nature`` is the direction mark that a joined cell begins with (正向, 反向, 定性), handed on as written.
    """

    text: str
    criteria: tuple[Criterion, ...] = ()
    findings: tuple[Finding, ...] = ()
    separators: tuple[Span, ...] = ()
    leftovers: tuple[Span, ...] = ()
    nature: str | None = None

    def __post_init__(self) -> None:
        if not isinstance(self.text, str):
            raise NotTextError(
                f"指标值应为文本，现为 {arguments.shown(self.text)}。", f"A target is text, not {arguments.shown(self.text)}."
            )

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        noticed = f", {len(self.findings)} findings" if self.findings else ""
        return f"Target({self.text!r}, [{', '.join(repr(item.comparator) for item in self.criteria)}]{noticed})"

    def _repr_html_(self) -> str:
        rows = [(item.text, item.subject or "", str(item.comparator), repr(item.comparator)) for item in self.criteria]
        noticed = "".join(f"<p>{escaped(f'{item.severity.say()} {item.code} {item.message}')}</p>" for item in self.findings)
        return html_rows(("原文", "对象", "条件", "比较式"), rows, self.text) + noticed

    def unread(self, criterion: Criterion) -> Finding | None:
        """The error that kept a number from being read where ``criterion`` stands as words; None for what was read.

        >>> parse("10-5篇").unread(parse("10-5篇").criteria[0]).code
        'CP009'
        """
        if arguments.of_kind(criterion, Criterion, ("要求（Criterion）", "a Criterion")).is_quantitative:
            return None
        (start, end), errors = criterion.span, (item for item in self.findings if item.severity == "error")
        return next((item for item in errors if item.span is not None and item.span.start < end and start < item.span.end), None)

    def to_dict(self) -> dict[str, Any]:
        """``text``, ``criteria``, ``findings``, ``separators`` and ``leftovers`` as JSON values; ``nature`` where there is one."""
        out: dict[str, Any] = {
            "text": self.text,
            "criteria": [criterion.to_dict() for criterion in self.criteria],
            "findings": [finding.to_dict() for finding in self.findings],
            "separators": [list(span) for span in self.separators],
            "leftovers": [list(span) for span in self.leftovers],
        }
        if self.nature is not None:
            out["nature"] = self.nature
        return out

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Target:
        """The target of its JSON form, taken as it stands; raises :class:`ValueRangeError` for a form that is none."""
        from perfrules.findings import Finding

        try:
            if not isinstance(data["text"], str):
                raise TypeError("text")
            with as_read():
                criteria = tuple(Criterion.from_dict(item) for item in data["criteria"])
            return cls(
                data["text"],
                criteria,
                tuple(Finding.from_dict(item, data["text"]) for item in data.get("findings", ())),
                tuple(Span(*span) for span in data.get("separators", ())),
                tuple(Span(*span) for span in data.get("leftovers", ())),
                data.get("nature"),
            )
        except (KeyError, TypeError) as error:
            raise ValueRangeError(f"不是指标值的 JSON 形式：缺少或错误的 {error}", f"No JSON form of a target: {error}") from error

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        from pydantic_core import core_schema

        dump = core_schema.plain_serializer_function_ser_schema(Target.to_dict, return_schema=core_schema.dict_schema())
        return core_schema.no_info_plain_validator_function(_validated, serialization=dump)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        from perfrules.wording import schemas

        dumped = schemas.target()
        return dumped if handler.mode == "serialization" else schemas.or_text(dumped, several=True)


_held = vars(Target)["criteria"]


def _criteria(target: Target) -> tuple[Criterion, ...]:
    """What is held of the criteria; of a target that :func:`spared` has made, which holds none, its text says them."""
    held: tuple[Criterion, ...] | None = _held.__get__(target)
    return whole(target).criteria if held is None else held


setattr(Target, "criteria", property(_criteria, _held.__set__))  # noqa: B010  # to who checks types it is a field


def _validated(value: object) -> Target:
    """A target from a target, from text, or from its JSON form."""
    if isinstance(value, Target):
        return value
    if isinstance(value, str):
        return parse(value)
    if isinstance(value, Mapping):
        return Target.from_dict(value)
    raise ValueRangeError("指标值应为文本，或其 JSON 对象。", "A target is text, or its JSON object.")


def by_name(value: object, info: Any) -> object:
    """A target of text that a model has beside a name, read with it; any other value as it is."""
    return parse(value, name=info.data.get("name") or None) if isinstance(value, str) else value


def parse(text: str, *, name: str | None = None, limit: int = _LIMIT, vocabulary: Vocabulary | None = None) -> Target:
    """Read a target wording. Total: every string has a reading, and every character of it a place.

    ``name`` is the indicator's name: it can give a unit, and parallel items. ``limit`` is the number of code points
    that is read (a longer text gives an error finding and no number). ``vocabulary`` adds units and words of one's own
    (default: that of the surrounding :meth:`Vocabulary.applied` block, if any). Raises :class:`NotTextError` for what is
    no text.

    >>> parse("不少于50家").criteria[0].comparator
    AtLeast(Quantity('50', '家'))
    """
    if name is None and vocabulary is None and limit is _LIMIT and _applied() is None:
        try:
            return _KNOWN[text]
        except (KeyError, TypeError):  # what is no text is refused below
            pass
    if not isinstance(text, str):
        raise NotTextError(
            f"指标值应为文本，不能是 {type(text).__name__}；数值请先写成文本。", f"A target wording is text, not {type(text).__name__}."
        )
    name = arguments.text(name, ("指标名称", "name")) or None
    arguments.of_kind(limit, int, ("整数：读取的字数", "a whole number of characters to read"))
    _check_vocabulary(vocabulary)
    return _parsed(text, name, limit, vocabulary or _applied())


def _check_vocabulary(vocabulary: object) -> None:
    """Raise :class:`ValueRangeError` for what is no vocabulary; the module of vocabularies is loaded where one is given."""
    if vocabulary is not None:
        from perfrules.wording.vocabularies import Vocabulary

        arguments.of_kind(vocabulary, Vocabulary, ("词表（Vocabulary）", "a Vocabulary"))


_REMEMBERED = 16_384


class _Known(dict[str, Target]):
    """Wordings that were read with the shipped vocabulary and without a name; one that is not there is read."""

    def __missing__(self, text: str) -> Target:
        if text.__class__ is not str:
            raise KeyError(text)
        target = _read(text, None, _LIMIT, None)
        if len(self) >= _REMEMBERED:
            self.clear()
        self[text] = target
        return target


_KNOWN = _Known()
"""Asked before anything else."""
_applied = APPLIED.get


def _read(text: str, name: str | None, limit: int, vocabulary: Vocabulary | None) -> Target:
    language = language_of(vocabulary)
    token = AS_READ.set(True)
    try:
        tokens = language.cut(text) if len(text) <= limit and (name is None or language.is_silent(name)) else ()
        brief = language.brief(text, tokens)
        if brief is not None:
            return Target(text, (brief,))
        parts = language.read(text, name, limit, tokens)
    except Exception as fault:
        if faults.are_raised():
            raise
        parts = language.reader.faulty(text, type(fault).__name__)
    finally:
        AS_READ.reset(token)
    return Target(text, parts.criteria, parts.findings, parts.separators, parts.leftovers, parts.nature)


_parsed = lru_cache(maxsize=1024)(_read)


def spared(target: Target) -> Target:
    """The same in the least room, for a table that holds many: as the object that was met a short while ago, where it is equal, and of a
    short form the text alone, which is read again when its criterion is asked for.

    >>> spared(parse("≥5家", name="数量")) == parse("≥5家")
    True
    """
    criteria = target.criteria
    if len(criteria) != 1 or not is_brief(criteria[0]) or target.findings or target.nature or _applied() is not None:
        return _met(target, tuple(criterion.operator_kind for criterion in criteria))
    return _alone(target.text)


def whole(target: Target) -> Target:
    """The same with its criteria, for who asks for them again and again: of a target that :func:`spared` has made."""
    return _parsed(target.text, None, _LIMIT, None) if _held.__get__(target) is None else target


@lru_cache(maxsize=1024)
def _met(target: Target, _kinds: Sequence[OperatorKind]) -> Target:
    """The target; with it stand the kinds of its operators, which are not compared."""
    return target


@lru_cache(maxsize=1024)
def _alone(text: str) -> Target:
    """The target of a short form, without its criterion, which takes five times the room of the text."""
    made = Target(text)
    _held.__set__(made, None)
    return made


def comparator(text: str, *, vocabulary: Vocabulary | None = None) -> Comparator:
    """The one comparator that ``text`` is. Strict: raises :class:`WordingError` with the place for anything else.

    ``vocabulary`` adds units and words of one's own, as in :func:`parse`.

    >>> comparator("≤3%")
    AtMost(Quantity('3', '%'))
    """
    target = parse(text, vocabulary=vocabulary)
    wrong = next((remark for remark in target.findings if remark.severity == "error"), None)
    if wrong is not None:
        raise _wording_error(text, wrong.span or Span(0, len(text)), wrong.message, wrong.say("en"))
    left = next((span for span in target.leftovers if any(char.isalnum() for char in text[span.start : span.end])), None)
    if left is not None:
        words = text[left.start : left.end]
        raise _wording_error(text, left, f"“{words}”不属于任何要求。", f"“{words}” belongs to no requirement.")
    if len(target.criteria) != 1:
        span = target.criteria[1].span if target.criteria else Span(0, len(text))
        zh, en = (f"读出 {len(target.criteria)} 个要求，这里只能写一个。", f"Holds {len(target.criteria)} criteria; one is wanted.")
        raise _wording_error(text, span, zh, en)
    return target.criteria[0].comparator


def _wording_error(text: str, span: Span, zh: str, en: str) -> WordingError:
    shown = underline(text, span)
    expected = ("≥50家", "不超过3%", "80%～90%", "2023年12月31日前")
    return WordingError(
        f"{zh}\n{shown}\n应写成一个要求，如：{'、'.join(expected)}。",
        f"{en}\n{shown}\nExpected one requirement, such as {', '.join(expected)}.",
        text=text,
        span=(span.start, span.end),
        expected=expected,
    )
