"""``perfrules parse``: the reading of target wordings, for people or as JSON lines."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any, BinaryIO

import click

from perfrules.cli.language import Option, Verb, format_option, language, say
from perfrules.cli.output import refuse_special
from perfrules.errors import DocumentError, PerfrulesError, SettingsError
from perfrules.findings import Finding
from perfrules.text import pad, underline, visible, width
from perfrules.wording import Criterion, Target, parse

_KINDS = {
    "AtLeast": ("不少于", "at least"),
    "MoreThan": ("超过", "more than"),
    "AtMost": ("不超过", "at most"),
    "LessThan": ("低于", "less than"),
    "Exactly": ("等于", "exactly"),
    "About": ("约", "about"),
    "Between": ("区间", "range"),
    "Change": ("变化", "change"),
    "Deadline": ("时限", "deadline"),
    "Rank": ("名次", "rank"),
    "Qualitative": ("定性", "qualitative"),
}


class _LineError(PerfrulesError):
    """A line of input that holds no target."""


def _json(value: Any) -> bytes:
    """``value`` as one line of JSON in UTF-8; what no encoding holds and what is not seen are escapes."""
    from perfrules.report.escapes import json_text

    return json_text(value).encode() + b"\n"


def _lines(source: BinaryIO) -> Iterator[bytes]:
    """Every line without its end; of one that is longer than a document may be, a piece that is too long as well."""
    from perfrules.documents import MAX_BYTES

    first, inside = True, False
    while line := source.readline(MAX_BYTES + 1):
        if not inside:
            yield (line.removeprefix(b"\xef\xbb\xbf") if first else line).rstrip(b"\r\n")
        first, inside = False, not line.endswith(b"\n")


def _object(line: bytes) -> dict[str, Any]:
    from perfrules.documents import MAX_BYTES, fault_of, read_json

    if len(line) > MAX_BYTES:
        raise _LineError(f"这一行超过 {MAX_BYTES} 字节。", f"The line is longer than {MAX_BYTES} bytes.")
    try:
        value = read_json(line.decode("utf-8"))
    except (DocumentError, UnicodeDecodeError) as error:
        zh, en = (error.zh, error.en) if isinstance(error, DocumentError) else fault_of(error)
        raise _LineError(f"不是 UTF-8 编码的 JSON：{zh}", f"No JSON in UTF-8: {en}") from error
    if not isinstance(value, dict):
        raise _LineError('应为 JSON 对象，如 {"target": "≥50家"}。', 'A JSON object was expected, such as {"target": "≥50家"}.')
    return value


def _error(identity: Any, error: PerfrulesError) -> dict[str, Any]:
    told = {"message": visible(error.zh), "message_en": visible(error.en)}
    return {"id": identity, "criteria": None, "findings": [], "error": told}


def _read_object(row: dict[str, Any]) -> dict[str, Any]:
    identity, name = row.get("id"), row.get("name")
    if name is not None and not isinstance(name, str):
        return _error(identity, _LineError("name 应为文本。", "The name is text."))
    wording: Any = row.get("target")
    try:
        target = parse(wording, name=name)
    except PerfrulesError as error:
        return _error(identity, error)
    criteria = [criterion.to_dict() for criterion in target.criteria]
    return {"id": identity, "criteria": criteria, "findings": [finding.to_dict() for finding in target.findings]}


def _jsonl(source: BinaryIO, out: BinaryIO) -> int:
    """One line out for each line in, in order; 2 where a line was no JSON object."""
    code = 0
    for line in _lines(source):
        try:
            row = _read_object(_object(line))
        except _LineError as error:
            code, row = 2, _error(None, error)
        out.write(_json(row))
    return code


def _open(name: str) -> BinaryIO:
    if name == "-":
        return sys.stdin.buffer
    refuse_special(name)
    try:
        return open(name, "rb")  # noqa: PTH123  # pathlib is not loaded for one wording
    except OSError as error:
        shown = visible(name)
        raise SettingsError(
            f"不能打开文件“{shown}”，请检查文件名和权限。", f"Cannot open “{shown}”; check its name and permissions."
        ) from error


def _flags(criterion: Criterion) -> str:
    operator = visible(criterion.operator)
    flags = [
        say(f"写作“{operator}”", f"written “{operator}”") if operator else "",
        say("未写比较词", "no operator written") if criterion.is_quantitative and not operator else "",
        say("各项均须达到", "each") if criterion.each else "",
        say("力争目标", "aspiration") if criterion.aspiration else "",
    ]
    return say("；", "; ").join(flag for flag in flags if flag)


def _rows(target: Target) -> list[tuple[str, ...]]:
    return [
        (
            str(index),
            say(*_KINDS[type(criterion.comparator).__name__]),
            visible(str(criterion.comparator)),
            visible(criterion.subject or ""),
            _flags(criterion),
        )
        for index, criterion in enumerate(target.criteria, 1)
    ]


def _described(finding: Finding, text: str) -> list[str]:
    """A finding as people read it: code, title and message, and the place marked under the text."""
    rule, lang = finding.rule, language()
    lines = [f"  {rule.severity.say(lang)} {rule.code} {say(rule.title, rule.title_en)}{say('：', ': ')}{finding.say(lang)}"]
    if finding.span is not None:
        lines += ["    " + line for line in underline(text, finding.span).split("\n")]
    return lines


def reading(target: Target) -> str:
    """The reading of one target: the wording, a line each criterion, then its findings."""
    rows = _rows(target)
    columns = [max(map(width, column)) for column in zip(*rows, strict=True)]
    lines = [visible(target.text)]
    lines += ["  " + "  ".join(pad(cell, size) for cell, size in zip(row, columns, strict=True)).rstrip() for row in rows]
    if not rows:
        lines.append(say("  没有条件", "  no criterion"))
    for finding in target.findings:
        lines += _described(finding, target.text)
    return "\n".join(lines)


@click.command(
    cls=Verb,
    help="把指标值读成条件。FORMAT 为 text、json 时 WORDING 是指标值；为 jsonl 时是文件名，- 或不写表示标准输入，每行一个 JSON 对象：target，可有 name、id。",
    help_en="Read target wordings into criteria. With jsonl, WORDING is a file (- or nothing: standard input) of lines "
    "with target, optional name and id.",
)
@click.argument("wordings", nargs=-1, metavar="WORDING...")
@click.option("--name", cls=Option, help="指标名称；单位可写在其括号内。", help_en="The indicator's name; it may give the unit.")
@format_option(("text", "json", "jsonl"), default="text")
@click.pass_context
def command(ctx: click.Context, wordings: tuple[str, ...], name: str | None, form: str) -> None:
    """The verb."""
    if form == "jsonl":
        if len(wordings) > 1:
            raise SettingsError("jsonl 只读一个文件。", "With jsonl one file is read.")
        source = _open(wordings[0] if wordings else "-")
        with source:
            ctx.exit(_jsonl(source, sys.stdout.buffer))
    if not wordings:
        raise SettingsError('请给出指标值，如 perfrules parse "不少于50家"。', 'Give a wording, such as perfrules parse "不少于50家".')
    targets = [parse(text, name=name) for text in wordings]
    if form == "json":
        click.echo(_json([target.to_dict() for target in targets]), nl=False)
    else:
        click.echo("\n\n".join(map(reading, targets)))
