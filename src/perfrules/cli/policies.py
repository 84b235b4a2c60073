"""``perfrules policies``: the shipped policies, one of them rule by rule, or what changes between two."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import click

from perfrules.cli.inputs import read_table
from perfrules.cli.language import Option, Verb, language, say
from perfrules.cli.remarks import tell
from perfrules.errors import SettingsError
from perfrules.report.escapes import json_text
from perfrules.rollup import score
from perfrules.scoring.descriptions import Shift, describe, differences, shifts
from perfrules.scoring.policies import Policy, load, shipped
from perfrules.scoring.results.explanations import Evidence
from perfrules.tables.actuals import actuals_of, read_actuals
from perfrules.text import pad, visible, width


def _grade(evidence: Evidence) -> str:
    return say(evidence.label, evidence.label_en)


def _title(policy: Policy) -> str:
    return say(policy.title, policy.title_en or policy.title)


def _listed(policies: list[Policy]) -> str:
    """One line a policy: id, year, title, and how well its rules are known."""
    columns = max(width(policy.id) for policy in policies)
    lines = []
    for policy in policies:
        known = [table.evidence for table in policy.rules().values()]
        counts = "  ".join(f"{_grade(grade)} {known.count(grade)}" for grade in Evidence)
        lines.append(f"{pad(policy.id, columns)}  {policy.year}  {visible(_title(policy))}  [{counts}]")
    return "\n".join(lines)


def _page(policy: Policy) -> str:
    """Every rule with its settings, its source and its grade of evidence."""
    head = [f"{policy.id}  {visible(_title(policy))}", f"{say('适用：', 'For: ')}{visible(policy.jurisdiction)}  {policy.year}"]
    if policy.extends:
        head.append(f"{say('在此基础上修改：', 'Extends: ')}{visible(policy.extends)}")
    if policy.note:
        head.append(visible(policy.note))
    lines = []
    for rule in describe(policy, language()):
        source = "" if rule.evidence is Evidence.OURS else f"{visible(rule.source)}{say('；', '; ')}"
        lines.append(f"[{rule.rule}] {rule.title}  〔{source}{_grade(rule.evidence)}〕")
        lines += [f"    {key}{say('：', ': ')}{visible(value)}" for key, value in rule.settings.items()]
    return "\n".join((*head, "", *lines))


def _compared(one: Policy, other: Policy) -> str:
    nothing = say("未设", "not set")
    head = f"{one.id} → {other.id}"
    lines = (
        f"[{item.rule}] {item.title} {item.key}{say('：', ': ')}{visible(item.one or nothing)} → {visible(item.other or nothing)}"
        for item in differences(one, other, language())
    )
    return "\n".join((head, *lines))


def _shifted(found: list[Shift]) -> str:
    if not found:
        return say("这张表的得分没有变化。", "No score of this table changes.")
    keys, ones = max(width(item.key) for item in found), max(width(item.one) for item in found)
    lines = [say("得分变化：", "Scores that change:")]
    for item in found:
        grades = f"  {say('等级', 'grade')} {item.grades[0]} → {item.grades[1]}" if item.grades else ""
        lines.append(f"{pad(item.key, keys)}  {pad(item.one, ones)} → {item.other}{grades}  {visible(item.name)}")
    return "\n".join(lines)


def _shifts(one: Policy, other: Policy, table: str, actuals: str | None) -> list[Shift]:
    """The scores of a table that change from one policy to the other."""
    reading = read_table(table, include_hidden=False)
    given, remarks = read_actuals(actuals, department=reading.department) if actuals else (actuals_of(reading.department), [])
    tell([*reading.findings, *remarks], language())
    return shifts(score(reading.department, given, policy=one), score(reading.department, given, policy=other))


@click.command(
    cls=Verb,
    help="列出评分办法；给出编号或文件时逐条说明；--diff A B 比较两个，再给出 TABLE 时比较得分。",
    help_en="List the policies; with an id or a file, show every rule; --diff A B compares two, and with TABLE the scores they give.",
)
@click.argument("words", nargs=-1, metavar="[ID|FILE]... [TABLE]")
@click.option("--diff", is_flag=True, cls=Option, help="比较两个评分办法。", help_en="Compare two policies.")
@click.option("--actuals", metavar="FILE", cls=Option, help="实际完成值表。", help_en="The sheet of actual values.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", cls=Option, help="输出格式。", help_en="The format.")
def command(*, words: tuple[str, ...], diff: bool, actuals: str | None, form: str) -> None:
    """The verb."""
    if diff:
        click.echo(_diff(words, actuals, form))
        return
    if actuals is not None:
        raise SettingsError("--actuals 与 --diff 和表格一起使用。", "--actuals goes with --diff and a table.")
    chosen = [load(word) for word in words or shipped()]
    if form == "json":
        click.echo(json_text([policy.to_dict() for policy in chosen], indent=2))
    else:
        click.echo("\n\n".join(map(_page, chosen)) if words else _listed(chosen))


def _diff(words: tuple[str, ...], actuals: str | None, form: str) -> str:
    if len(words) not in (2, 3) or (actuals is not None and len(words) == 2):
        raise SettingsError(
            "--diff 需要两个评分办法，可再加一张表：perfrules policies --diff A B [TABLE --actuals FILE]。",
            "--diff takes two policies and perhaps a table: perfrules policies --diff A B [TABLE --actuals FILE].",
        )
    one, other = load(words[0]), load(words[1])
    changed = _shifts(one, other, words[2], actuals) if len(words) == 3 else None
    if form == "json":
        out: dict[str, Any] = {"one": one.id, "other": other.id, "settings": [asdict(item) for item in differences(one, other, language())]}
        return json_text(out if changed is None else out | {"scores": [asdict(item) for item in changed]}, indent=2)
    parts = [_compared(one, other)] if changed is None else [_compared(one, other), _shifted(changed)]
    return "\n\n".join(parts)
