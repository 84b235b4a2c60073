"""Findings: what was noticed about the data, as values with a stable code and a place.

The catalogue of codes is one: the codes that readers and scoring emit stand in ``catalogue/*.toml``, one file a layer;
each lint rule brings its own. A finding never stops the work and never changes a value.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, NamedTuple

from perfrules.arguments import Word, shown
from perfrules.displays import Backend, frame_of, html_rows
from perfrules.errors import ValueRangeError
from perfrules.resources import tables_in
from perfrules.snapshots import snapshot
from perfrules.text import Span, visible


class Severity(Word):
    """How much a finding weighs; ``error`` fails CI by default."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for info, 1 for warning, 2 for error."""
        return ("info", "warning", "error").index(self.value)

    def say(self, lang: str = "zh") -> str:
        """As people read it, in ``lang`` (``zh`` or ``en``).

        >>> Severity.ERROR.say(), Severity.INFO.say("en")
        ('错误', 'info')
        """
        return self.value if lang == "en" else {"error": "错误", "warning": "警告", "info": "提示"}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One entry of the catalogue: a code, its equal kebab name, and what people are told about it.

    ``partial``: a finding of it means that a part of the input was not read.
    """

    code: str
    name: str
    title: str
    title_en: str
    severity: Severity
    message: str
    message_en: str
    why: str = ""
    why_en: str = ""
    help: str = ""
    help_en: str = ""
    basis: str = ""
    partial: bool = False
    bad: tuple[str | Mapping[str, Any], ...] = field(default=(), hash=False)
    good: tuple[str | Mapping[str, Any], ...] = field(default=(), hash=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """Where a finding points. ``row`` and ``column`` are 1-based; ``span`` counts in ``text``, 0-based code points.

    ``text`` begins at ``offset`` of its cell, where a cell holds several; printed and published spans count in the cell.
    """

    file: str | None = None
    sheet: str | None = None
    page: int | None = None
    table: int | None = None
    cell: str | None = None
    row: int | None = None
    column: int | None = None
    span: Span | None = None
    text: str | None = None
    offset: int = 0
    project: str | None = None
    indicator: str | None = None

    def __str__(self) -> str:
        """As printed: ``表.xlsx:绩效目标!D5:3-7``; rows, columns and characters count from 1."""
        parts = [visible(self.file)] if self.file else []
        where = self.cell or (f"{self.row}:{self.column}" if self.row and self.column else str(self.row) if self.row else "")
        container = self.sheet or (f"p{self.page}" if self.page else f"t{self.table}" if self.table else "")
        if container or where:
            parts.append(f"{visible(container)}!{where}" if container and where else visible(container or where))
        if self.span is not None:
            start, end = (end + self.offset for end in self.span)
            first, last = start + 1, max(start + 1, end)
            parts.append(f"{first}-{last}" if last > first else str(first))
        return ":".join(parts)

    def to_dict(self) -> dict[str, Any]:
        """The keys of a location that are known; ``span`` as ``[start, end]``, ``words`` what stands there."""
        out = {key: getattr(self, key) for key in ("file", "sheet", "page", "table", "cell", "row", "column", "project", "indicator")}
        out["span"] = [end + self.offset for end in self.span] if self.span is not None else None
        out["words"] = self.span.of(self.text) if self.span is not None and self.text is not None else None
        return {key: value for key, value in out.items() if value is not None}


def place_from(value: object) -> object:
    """The fields of a place from its JSON form: of the cell there is what stands at its ``span``, its ``words``; anything else as it is.

    >>> place_from({"row": 3, "span": [7, 10], "words": "≥5家"})
    {'row': 3, 'span': (0, 3), 'text': '≥5家', 'offset': 7}
    """
    if not isinstance(value, Mapping) or not isinstance(words := value.get("words"), str):
        return value
    match value.get("span"):
        case [int(start), int(end)] if end - start == len(words):
            known = {name: part for name, part in value.items() if name != "words"}
            return known | {"text": words, "offset": start, "span": (0, len(words))}
    return value


class Edit(NamedTuple):
    """Replace ``span`` of the cell's text by ``text``."""

    span: Span
    text: str


class Fix(NamedTuple):
    """A rewrite. ``safe`` keeps the meaning, ``unsafe`` may change it, ``display`` is only shown."""

    applicability: str
    edits: tuple[Edit, ...]

    def apply(self, text: str) -> str:
        """``text`` with the edits made, from the last to the first."""
        for edit in sorted(self.edits, key=lambda item: item.span, reverse=True):
            text = text[: edit.span.start] + edit.text + text[edit.span.end :]
        return text


_HEAD = ("级别", "代码", "位置", "项目", "指标", "说明")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing noticed: the rule, the values that fill its message, the place, and a fix where there is one."""

    rule: Rule
    params: Mapping[str, str] = field(default_factory=dict, hash=False)
    location: Location = Location()
    fix: Fix | None = None

    @property
    def code(self) -> str:
        """The stable code, such as ``OP003``."""
        return self.rule.code

    @property
    def name(self) -> str:
        """The kebab name that is equal to the code."""
        return self.rule.name

    @property
    def title(self) -> str:
        """The rule's Chinese title."""
        return self.rule.title

    @property
    def severity(self) -> Severity:
        """The rule's severity."""
        return self.rule.severity

    @property
    def message_key(self) -> str:
        """The key of the message; it is the rule's name."""
        return self.rule.name

    @property
    def span(self) -> Span | None:
        """The place in the cell's text, if there is one."""
        return self.location.span

    @property
    def message(self) -> str:
        """The Chinese message with its values filled in."""
        return self.say("zh")

    @property
    def fingerprint(self) -> str:
        """Equal for the same remark on the same words: rule, project, indicator and normalised text, never a row."""
        words = "".join((self.location.text or "").split())
        parts = (self.rule.code, self.location.project or "", self.location.indicator or "", words)
        import hashlib

        return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]

    @classmethod
    def from_dict(cls, data: Mapping[str, Any], text: str | None = None) -> Finding:
        """An emitted finding from its JSON form; ``text`` is the cell that its span counts in.

        Raises :class:`~perfrules.errors.ValueRangeError` for a form that is none.
        """
        try:
            place = dict(data.get("location", {}))
            span = place.pop("span", None)
            place.pop("words", None)  # they stand in the text
            fix = data.get("fix")
            edits = tuple(Edit(Span(*edit["span"]), edit["text"]) for edit in fix["edits"]) if fix else ()
            return cls(
                emitted_rules()[data["code"]],
                dict(data.get("params", {})),
                Location(**place, span=Span(*span) if span else None, text=text),
                Fix(fix["applicability"], edits) if fix else None,
            )
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise ValueRangeError(f"不是发现的 JSON 形式：{shown(error)}", f"No JSON form of a finding: {shown(error)}") from error

    def say(self, lang: str = "zh") -> str:
        """The message in ``lang``, its values escaped for printing."""
        template = self.rule.message_en if lang == "en" else self.rule.message
        return template.format_map({key: visible(value) for key, value in self.params.items()})

    def __repr__(self) -> str:
        place = str(self.location)
        return f"<{self.code} {self.severity.value}: {self.message}{f'  {place}' if place else ''}>"

    def _repr_html_(self) -> str:
        return html_rows(_HEAD, [_cells(self)])

    def at(self, **place: Any) -> Finding:
        """The same finding with more of its place known; what is known already stays."""
        known = {key: value for key, value in place.items() if getattr(self.location, key) is None}
        return Finding(self.rule, self.params, replace(self.location, **known), self.fix) if known else self

    def to_dict(self) -> dict[str, Any]:
        """The published JSON form."""
        fix = self.fix and {
            "applicability": self.fix.applicability,
            "edits": [{"span": [end + self.location.offset for end in edit.span], "text": edit.text} for edit in self.fix.edits],
        }
        return {
            "code": self.code,
            "name": self.name,
            "title": self.title,
            "severity": self.severity.value,
            "message": self.message,
            "message_en": self.say("en"),
            "message_key": self.message_key,
            "params": dict(self.params),
            "location": self.location.to_dict(),
            "help": self.rule.help,
            "basis": self.rule.basis,
            "fix": fix,
            "fingerprint": self.fingerprint,
        }


@cache
def emitted_codes() -> frozenset[str]:
    """The codes that readers and scoring emit."""
    kept = snapshot("rules")
    if kept is not None:
        return frozenset(kept.EMITTED)
    return frozenset(code for part in tables_in("catalogue").values() for code in part)


@cache
def emitted_rules() -> Mapping[str, Rule]:
    """The rules that readers and scoring emit, by code, as ``catalogue/*.toml`` has them."""
    return {code: rule_from(code, fields) for part in tables_in("catalogue").values() for code, fields in part.items()}


def rule_from(code: str, fields: Mapping[str, Any]) -> Rule:
    """A rule from one table of a catalogue file."""
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in fields.items()}
    return Rule(code=code, **values | {"severity": Severity(fields["severity"])})


def finding(
    code: str, *, span: tuple[int, int] | None = None, text: str | None = None, fix: Fix | None = None, **params: object
) -> Finding:
    """A finding of an emitted rule; ``params`` fill its message.

    >>> finding("OP009", operator="≥", span=(0, 1)).message
    '“≥”后面没有数值，不能判断。'
    """
    place = Location(span=Span(*span) if span is not None else None, text=text)
    return Finding(emitted_rules()[code], {key: str(value) for key, value in params.items()}, place, fix)


def _cells(found: Finding) -> tuple[str, ...]:
    place = found.location
    return found.severity.say(), found.code, str(place), place.project or "", place.indicator or "", found.message


class _Several:
    """Findings together: a table in a notebook, a data frame where one is asked for."""

    __slots__ = ()

    def _repr_html_(self: Iterable[Finding]) -> str:
        rows = [_cells(found) for found in self]
        return html_rows(_HEAD, rows, f"{len(rows)} 条发现")

    def to_frame(self: Iterable[Finding], *, backend: Backend = "pandas") -> Any:
        """Return a data frame with a row each finding: code, name, severity, message, place and text.

        Raises ``ModuleNotFoundError`` where the backend is not installed.
        """
        found = list(self)
        places = ("file", "sheet", "page", "cell", "row", "project", "indicator", "text")
        columns: dict[str, list[Any]] = {
            "code": [item.code for item in found],
            "name": [item.name for item in found],
            "severity": [item.severity.value for item in found],
            "message": [item.message for item in found],
            "message_en": [item.say("en") for item in found],
        }
        return frame_of(columns | {name: [getattr(item.location, name) for item in found] for name in places}, backend)


class FindingList(list[Finding], _Several):
    """The findings of :func:`perfrules.check`: a list that shows itself as a table and becomes a data frame."""

    __slots__ = ()


class FindingTuple(tuple[Finding, ...], _Several):
    """The findings of a reading: a tuple that shows itself as a table and becomes a data frame."""

    __slots__ = ()
