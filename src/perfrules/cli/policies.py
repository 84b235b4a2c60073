"""``perfrules policies``: the shipped policies, one of them rule by rule, or what changes between two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import click

from perfrules.cli.inputs import PARTIAL, read_table
from perfrules.cli.language import Option, Verb, format_option, language, say
from perfrules.cli.output import deliver, is_file, output_option, permit
from perfrules.errors import SettingsError
from perfrules.report.escapes import json_text
from perfrules.report.policy_page import case_table, policy_page
from perfrules.scoring.descriptions import Shift, differences, shifts
from perfrules.scoring.policies import DEFAULT, Policy, load, shipped
from perfrules.scoring.results.explanations import Evidence
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
        counts = "  ".join(f"{_grade(grade)} {known.count(grade)}" for grade in Evidence if grade in known)
        lines.append(f"{pad(policy.id, columns)}  {policy.year}  {visible(_title(policy))}  [{counts}]")
    return "\n".join(lines)


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
    from perfrules.cli.remarks import tell
    from perfrules.rollup import score
    from perfrules.tables.actuals import actuals_of, read_actuals

    reading = read_table(table, include_hidden=False)
    given, remarks = read_actuals(actuals, department=reading.department) if actuals else (actuals_of(reading.department), [])
    tell([*reading.findings, *remarks], language())
    return shifts(score(reading.department, given, policy=one), score(reading.department, given, policy=other))


@click.command(
    cls=Verb,
    help="列出评分办法；给出编号或文件时逐条说明；test FILE 运行其例；new ID 生成可修改的新文件；--diff A B 比较两个，再给出 TABLE 时比较得分。",
    help_en="List the policies; with an id or a file, show every rule; test FILE runs its cases; new ID writes a file to begin with; "
    "--diff A B compares two, and with TABLE the scores they give.",
)
@click.argument("words", nargs=-1, metavar="[ID|FILE]... [TABLE|FOLDER] | test ID|FILE [CASES] | new ID")
@click.option("--diff", is_flag=True, cls=Option, help="比较两个评分办法。", help_en="Compare two policies.")
@click.option("--actuals", metavar="FILE", cls=Option, help="实际完成值表。", help_en="The sheet of actual values.")
@click.option(
    "--extends",
    metavar="ID|FILE",
    cls=Option,
    help=f"new：以它为基础，默认 {DEFAULT}。",
    help_en=f"new: what it changes, {DEFAULT} by default.",
)
@format_option(("text", "json"), default="text")
@output_option()
def command(*, words: tuple[str, ...], diff: bool, actuals: str | None, extends: str | None, form: str, output: str) -> int:
    """The verb; exit 1 where a case of ``test`` fails."""
    first = words[0] if words and not diff else ""
    if actuals is not None and not diff:
        raise SettingsError("--actuals 与 --diff 和表格一起使用。", "--actuals goes with --diff and a table.")
    if extends is not None and first != "new":
        raise SettingsError("--extends 与 new 一起使用。", "--extends goes with new.")
    permit(output, *filter(is_file, (*words, extends or "", actuals or "")))  # a word may be no file, and -o bear its name
    code = 0
    if diff:
        text, code = _diff(words, actuals, form, output)
    elif first == "test":
        text, code = _tested(words[1:], form)
    elif first == "new":
        text = _new(words[1:], extends or DEFAULT)
    else:
        chosen = [load(word) for word in words or shipped()]
        if form == "json":
            text = json_text([policy.to_dict() for policy in chosen], indent=2)
        else:
            text = "\n\n".join(policy_page(policy, language()) for policy in chosen) if words else _listed(chosen)
    deliver(output, [f"{text}\n".encode("utf-8", "backslashreplace")])
    return code


def _tested(words: Sequence[str], form: str) -> tuple[str, int]:
    """What the cases of a policy come to, and 1 where one fails: its own, those of a sheet beside it, and those of sheets named."""
    if not words:
        raise SettingsError(
            "test 需要评分办法：perfrules policies test ID|FILE [例表]。", "test takes a policy: perfrules policies test ID|FILE [SHEET]."
        )
    from perfrules.audit.case_sheets import read_cases, sheet_beside
    from perfrules.audit.practice import run_cases

    policy = load(words[0])
    beside = None if words[0] in shipped() else sheet_beside(words[0])
    sheets = dict.fromkeys([*([str(beside)] if beside else []), *words[1:]])
    results = run_cases(policy, (case for sheet in sheets for case in read_cases(sheet)))
    if not results:
        shown = visible(words[0])
        raise SettingsError(
            f"“{shown}”没有例。请在文件中写 [[case]]，或在旁边放同名的 csv 或 xlsx。",
            f"“{shown}” has no cases. Write [[case]] in the file, or put a csv or xlsx of its name beside it.",
        )
    failed = any(not result.passed for result in results)
    if form == "json":
        told = [
            {"case": result.case.model_dump(mode="json", exclude_defaults=True), "passed": result.passed}
            | {"expected": dict(result.expected), "found": dict(result.found)}
            for result in results
        ]
        return json_text(told, indent=2), int(failed)
    return case_table(results, language()), int(failed)


def _new(words: Sequence[str], extends: str) -> str:
    """The text of a new policy's file."""
    if len(words) != 1 or not words[0].strip() or words[0] in shipped():
        raise SettingsError(
            "new 需要一个新的编号，如 perfrules policies new our-city-2025 -o our-city-2025.toml；不能与已有的同名。",
            "new takes a new id, such as perfrules policies new our-city-2025 -o our-city-2025.toml; none that is shipped.",
        )
    from perfrules.report.policy_draft import policy_draft

    return policy_draft(words[0], load(extends), language(), base_path=extends).rstrip("\n")


def _diff(words: tuple[str, ...], actuals: str | None, form: str, output: str) -> tuple[str, int]:
    """What differs between two policies, in their settings and in the scores of a table or of many, and the exit code."""
    if len(words) not in (2, 3) or (actuals is not None and len(words) == 2):
        raise SettingsError(
            "--diff 需要两个评分办法，可再加一张表或一个文件夹：perfrules policies --diff A B [TABLE|FOLDER --actuals FILE|FOLDER]。",
            "--diff takes two policies and perhaps a table or a folder: perfrules policies --diff A B [TABLE|FOLDER --actuals FILE|FOLDER].",
        )
    from perfrules.batch.tables import is_many

    one, other = load(words[0]), load(words[1])
    out: dict[str, Any] = {"one": one.id, "other": other.id, "settings": [asdict(item) for item in differences(one, other, language())]}
    parts, code = [_compared(one, other)], 0
    if len(words) == 3 and is_many(words[2]):
        from perfrules.cli.many import replaced
        from perfrules.report.replacement import replacement_dict, replacement_text

        found = replaced(words[:2], words[2], actuals, output)
        out |= {"replacement": replacement_dict(found)}
        parts.append(replacement_text(found, language()))
        code = PARTIAL if found.errors else 0
    elif len(words) == 3:
        changed = _shifts(one, other, words[2], actuals)
        out |= {"scores": [asdict(item) for item in changed]}
        parts.append(_shifted(changed))
    return (json_text(out, indent=2) if form == "json" else "\n\n".join(parts)), code
