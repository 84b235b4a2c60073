"""``perfrules rules``: the list of rules, or the manual page of one, for people and as JSON."""

from __future__ import annotations

import re
from dataclasses import asdict

import click

from perfrules.cli.language import Verb, format_option, language, say
from perfrules.findings import Rule
from perfrules.lint import all_rules, find_rule
from perfrules.lint.examples import shown
from perfrules.lint.profiles import STAGES
from perfrules.text import pad, width

_VALUE = re.compile(r"\{\w+\}")
"""Where a message has a value of the case at hand."""


def _page(rule: Rule) -> str:
    title = say(rule.title, rule.title_en)
    parts = [
        f"{rule.code} {rule.name}  {title}  [{rule.severity.say(language())}]",
        f"  {_VALUE.sub('…', say(rule.message, rule.message_en))}",
    ]
    for zh, en, text in (
        ("为什么", "Why", say(rule.why, rule.why_en or rule.why)),
        ("怎么改", "What to do", say(rule.help, rule.help_en or rule.help)),
        ("依据", "Basis", rule.basis),
    ):
        if text:
            parts.append(f"{say(zh, en)}\n  {text}")
    for zh, en, examples in (("会被指出", "Bad", rule.bad), ("可以", "Good", rule.good)):
        if examples:
            parts.append(f"{say(zh, en)}\n" + "\n".join(f"  {shown(example)}" for example in examples))
    return "\n\n".join(parts)


def _list() -> str:
    """Every rule, by the stage at which people meet it."""
    rules = all_rules()
    columns = max(width(rule.name) for rule in rules.values())
    parts = []
    for zh, en, families in STAGES:
        rows = [
            f"  {rule.code}  {pad(rule.severity.say(language()), 7)}  {pad(rule.name, columns)}  {say(rule.title, rule.title_en)}"
            for family in families
            for code, rule in rules.items()
            if code.rstrip("0123456789") == family
        ]
        parts.append("\n".join([say(zh, en), *rows]))
    return "\n\n".join(parts)


@click.command(
    cls=Verb, help="列出检查规则；给出代码或名称时说明一条。", help_en="List the rules of check; with a code or name, explain one."
)
@click.argument("words", nargs=-1, metavar="[CODE]...")
@format_option(("text", "json"), default="text")
def command(words: tuple[str, ...], form: str) -> None:
    """The verb."""
    chosen = [find_rule(word) for word in words] or list(all_rules().values())
    if form == "json":
        from perfrules.report.escapes import json_text

        click.echo(json_text([asdict(rule) for rule in chosen], indent=2))
    elif words:
        click.echo("\n\n\n".join(map(_page, chosen)))
    else:
        click.echo(_list())
