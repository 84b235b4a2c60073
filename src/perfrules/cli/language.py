"""Chinese and English on the command line: options and verbs whose help is in both, and usage errors in either."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from contextvars import ContextVar
from datetime import date
from itertools import pairwise
from typing import Any

import click

from perfrules.deferring import deferred
from perfrules.errors import SettingsError
from perfrules.text import visible

LANGUAGES = ("zh", "en")
_LANGUAGE = ContextVar("perfrules_language", default="zh")


def language() -> str:
    """``zh`` or ``en``: the language of the command that runs."""
    return _LANGUAGE.get()


def say(zh: str, en: str) -> str:
    """The sentence in the language of the command that runs."""
    return en if language() == "en" else zh


def aside(text: str, *, nl: bool = True) -> None:
    """Say something on standard error. Where that is closed or full the work goes on: the exit code tells what went wrong."""
    with suppress(OSError):
        click.echo(text, err=True, nl=nl)


def announce(zh: str, en: str) -> None:
    """Say a sentence on standard error, in the language of the command; nothing in it can move a cursor or begin a line."""
    aside(visible(say(zh, en)))


def language_of(line: Sequence[str]) -> None:
    """Take the language from the last ``--lang`` of a command line, which holds from its first word on, whatever stands before it.

    Without one it is that of ``PERFRULES_LANG``, Chinese where that is not set; an unknown one is a SettingsError.
    """
    words = line[: line.index("--")] if "--" in line else line
    apart = [part for word in words for part in (word.split("=", 1) if word.startswith("--lang=") else [word])]
    chosen = [after for word, after in pairwise(apart) if word == "--lang" and after in LANGUAGES]
    wanted = chosen[-1] if chosen else os.environ.get("PERFRULES_LANG") or "zh"
    _LANGUAGE.set(wanted if wanted in LANGUAGES else "zh")
    if wanted not in LANGUAGES:
        shown = visible(wanted)
        raise SettingsError(f"环境变量 PERFRULES_LANG 只能是 zh 或 en，不能是“{shown}”。", f"PERFRULES_LANG is zh or en, not “{shown}”.")


class Option(click.Option):
    """A click option whose ``help`` is Chinese and whose ``help_en`` is the English form."""

    def __init__(self, *args: Any, help_en: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.help_en = help_en

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """The names of the option and its help, in the language of the command."""
        record = super().get_help_record(ctx)
        if record and self.help and self.help_en and language() == "en":
            return record[0], record[1].replace(self.help, self.help_en)
        return record


def format_option(
    forms: Sequence[str], *, default: str | None = None, zh: str = "输出格式。", en: str = "The format."
) -> Callable[[Any], Any]:
    """``--format``, one of ``forms``; without a default the extension of the output decides."""
    return click.option("--format", "form", type=click.Choice(forms), default=default, cls=Option, help=zh, help_en=en)


def _lang_option() -> Option:
    return Option(
        ["--lang"],
        type=click.Choice(LANGUAGES),
        expose_value=False,
        help="输出语言，默认中文（也可设环境变量 PERFRULES_LANG）。",
        help_en="Language of the output; Chinese by default (or set PERFRULES_LANG).",
    )


class Verb(click.Command):
    """A command with ``help`` in Chinese and ``help_en`` in English; takes ``--lang`` like the program itself."""

    def __init__(self, *args: Any, help_en: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.help_en = help_en
        self.help_option: click.Option | None = None
        self.params.append(_lang_option())

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the command line; a long option with one dash (``-actuals``) is refused, which click takes for short ones."""
        known = {name for param in self.get_params(ctx) for name in param.opts if name.startswith("--")}
        for word in args[: args.index("--")] if "--" in args else args:
            name = word.partition("=")[0]
            if name[:1] == "-" and f"-{name}" in known:
                raise click.NoSuchOption(name, possibilities=[f"-{name}"], ctx=ctx)
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """The pieces of the usage line."""
        pieces = super().collect_usage_pieces(ctx)
        return [say("[选项]...", piece) if piece == self.options_metavar else piece for piece in pieces]

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The usage line."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), say("用法：", "Usage: "))

    def format_help_text(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What the verb does."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(say(self.help or "", self.help_en or self.help or ""))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options, a line each."""
        records = [record for param in self.get_params(ctx) if isinstance(param, click.Option) and (record := param.get_help_record(ctx))]
        with formatter.section(say("选项", "Options")):
            formatter.write_dl(records)

    def get_help_option(self, ctx: click.Context) -> click.Option:
        """``--help``, described in the language of the command; click's own would look for translations at every start."""
        if self.help_option is None:
            self.help_option = Option(
                list(self.get_help_option_names(ctx)),
                is_flag=True,
                is_eager=True,
                expose_value=False,
                callback=_show_help,
                help="显示本说明。",
                help_en="Show this message.",
            )
        return self.help_option


def _show_help(context: click.Context, _option: click.Parameter, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        click.echo(context.get_help(), color=context.color)
        context.exit()


_DAY = deferred(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class Day(click.ParamType):  # type: ignore[type-arg,unused-ignore]  # generic from 8.4 on
    """A date as ``2023-06-30``."""

    name = "date"

    def convert(self, value: Any, _param: click.Parameter | None, _ctx: click.Context | None) -> date:
        """Return the date; raises :class:`~perfrules.errors.SettingsError` for anything else."""
        try:
            return date.fromisoformat(value if _DAY.fullmatch(value) else "")
        except ValueError:
            raise SettingsError(
                f"“{value}”不是日期，请写作 年-月-日，如 2023-06-30。", f"“{value}” is no date; write it as 2023-06-30."
            ) from None


class File(click.ParamType):  # type: ignore[type-arg,unused-ignore]
    """The name of a file or folder, as it is given; click's own would look for translations at every start."""

    name = "path"

    def shell_complete(self, _ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[Any]:
        """Let the shell complete it as it completes names of files."""
        from click.shell_completion import CompletionItem

        return [CompletionItem(incomplete, type="file")]


class Whole(click.ParamType):  # type: ignore[type-arg,unused-ignore]
    """A whole number from ``least`` to ``most``."""

    name = "integer"

    def __init__(self, least: int, most: int) -> None:
        self.least, self.most = least, most

    def convert(self, value: Any, _param: click.Parameter | None, _ctx: click.Context | None) -> int:
        """Return the number; raises :class:`~perfrules.errors.SettingsError` for anything else."""
        if re.fullmatch(r"\d{1,9}", str(value), re.ASCII) and self.least <= int(value) <= self.most:
            return int(value)
        raise SettingsError(
            f"“{value}”应为 {self.least} 到 {self.most} 之间的整数。",
            f"“{value}” should be a whole number from {self.least} to {self.most}.",
        )


def usage_message(error: click.ClickException) -> str:
    """One sentence that says what is wrong with the command line."""
    if language() != "en":
        for kind, tell in _TELL.items():
            if isinstance(error, kind):
                return tell(error)
    return error.format_message()


def _hint(error: click.BadParameter) -> str:
    hint = error.param_hint or (error.param.get_error_hint(error.ctx) if error.param is not None else "")
    return (hint if isinstance(hint, str) else " / ".join(hint)).replace("'", "")


def _bad_value(error: Any) -> str:
    kind = error.param.type if error.param is not None else None
    if isinstance(kind, click.Choice):
        return f"{_hint(error)} 只能取 {'、'.join(map(str, kind.choices))}。"
    return f"{_hint(error)} 的值无效。"


def _near(error: Any) -> str:
    return f"，是否为 {'、'.join(error.possibilities)}？" if error.possibilities else "。"


_TELL: dict[type[click.ClickException], Callable[[Any], str]] = {
    click.MissingParameter: lambda error: f"缺少 {_hint(error)}。",
    click.BadParameter: _bad_value,
    click.NoSuchOption: lambda error: f"没有选项 {error.option_name}{_near(error)}",
    click.BadOptionUsage: lambda error: f"选项 {error.option_name} 缺少值或用法不对。",
    click.FileError: lambda error: f"不能打开文件“{error.ui_filename}”。",
    click.UsageError: lambda error: _usage(error.message),
}


def _usage(message: str) -> str:
    """What click says of a whole command line."""
    extra = re.search(r"\((.*)\)", message, re.DOTALL)
    if "extra argument" in message and extra:
        return f"多余的参数：{extra[1]}。"
    if message == "Missing command.":
        return "缺少命令。"
    return "命令行写法不对。"
