"""The command line: one module a verb, loaded when it is called."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

import click

from perfrules import __version__
from perfrules.cli.language import Option, Verb, announce, aside, language_of, say, usage_message
from perfrules.cli.streams import discard, prepare
from perfrules.errors import PerfrulesError, SettingsError, reason_of
from perfrules.text import visible

VERBS = {
    "parse": ("把指标值读成条件", "Read target wordings into criteria"),
    "check": ("检查指标值和绩效目标表", "Check target wordings and tables"),
    "score": ("按评分办法给实际完成值计分，汇总到项目和部门", "Score actual values; roll up to projects and department"),
    "template": ("生成待填写的实际完成值表", "Write the sheet of actual values to fill in"),
    "convert": ("把绩效目标表转换为 JSON、CSV 或 Excel", "Convert a table to JSON, CSV or Excel"),
    "sql": ("写出在数据库里计分的 SQL", "Write the SQL that scores a table in its database"),
    "rules": ("列出或说明检查规则", "List the rules of check, or explain one"),
    "verify": ("重算一份报告，说明有何不同", "Compute a report again and say what differs"),
    "policies": ("列出、说明或比较评分办法", "List, explain or compare scoring policies"),
    "report-form": ("写一份没有内容的副本，表读不出来时寄出", "Write a copy of a form without its contents, to report it"),
    "completion": ("写出命令行补全脚本", "Write the completion script of a shell"),
}
"""The verbs in the order of the help; each is ``command`` of the module of its name, a dash being an underscore."""

COMPLETES = "_PERFRULES_COMPLETE"
"""The variable by which a shell asks the program for completions."""
_SELDOM = 100_000
"""Objects more than before from which on cycles are looked for: hardly anything here is one."""
BROKEN_PIPE = 141
INTERRUPTED = 130


class Program(Verb, click.Group):
    """The ``perfrules`` program."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """The names of the verbs."""
        return list(VERBS)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The verb of that name, its module loaded now."""
        if cmd_name not in VERBS:
            return None
        command = import_module(f"perfrules.cli.{cmd_name.replace('-', '_')}").command
        assert isinstance(command, click.Command)
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """The verb that the command line names; raises :class:`SettingsError` for a word that is none."""
        name = args[0]
        if name not in VERBS and ctx.resilient_parsing:  # a shell asks what could stand behind a word that is none
            return None, None, []
        if name not in VERBS:
            from difflib import get_close_matches

            near = get_close_matches(name, VERBS, n=1)
            shown = visible(name)
            raise SettingsError(
                f"没有命令“{shown}”{f'，是否为 {near[0]}？' if near else '。'}可用：{'、'.join(VERBS)}；说明见 perfrules --help。",
                f"No verb “{shown}”{f'; did you mean {near[0]}?' if near else '.'} There are: {', '.join(VERBS)}; see perfrules --help.",
            )
        return super().resolve_command(ctx, args)

    def collect_usage_pieces(self, _ctx: click.Context) -> list[str]:
        """The pieces of the usage line."""
        return [say("[选项]... 命令 [参数]...", "[OPTIONS] COMMAND [ARGS]...")]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options, then the verbs."""
        Verb.format_options(self, ctx, formatter)
        with formatter.section(say("命令", "Commands")):
            formatter.write_dl([(name, say(zh, en)) for name, (zh, en) in VERBS.items()])

    def main(self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any) -> Any:  # type: ignore[override]
        """Run the program: UTF-8 and LF out, one sentence for what is wrong, exit 0, 1, 2 or 130, never a traceback."""
        if not extra.pop("standalone_mode", True):
            return super().main(args, prog_name, standalone_mode=False, **extra)
        gc.set_threshold(_SELDOM)
        prepare()
        if args is None and os.name != "nt":
            args = [_utf8(argument) for argument in sys.argv[1:]]
        sys.exit(self._run(args, prog_name, **extra))

    def invoke(self, ctx: click.Context) -> Any:
        """Run the verb; a reader that went away ends it quietly."""
        try:
            try:
                return super().invoke(ctx)
            finally:
                sys.stdout.flush()
        except BrokenPipeError:
            discard()
            return BROKEN_PIPE

    def _run(self, args: Sequence[str] | None, prog_name: str | None, **extra: Any) -> int:
        try:
            language_of(sys.argv[1:] if args is None else args)
            if os.environ.get(COMPLETES):
                from perfrules.cli.completion import register

                register()
            code = super().main(args, prog_name, standalone_mode=False, **extra)
        except click.exceptions.NoArgsIsHelpError as error:
            aside(error.format_message())
            return 2
        except click.ClickException as error:
            context = getattr(error, "ctx", None)
            where = context.command_path if context else "perfrules"
            hint = say(f"用法见 {where} --help", f"See {where} --help")
            return _fail(usage_message(error), hint)
        except PerfrulesError as error:
            return _fail(say(error.zh, error.en))
        except (click.Abort, KeyboardInterrupt):
            discard()
            announce("已中止。", "Aborted.")
            return INTERRUPTED
        except OSError as error:
            discard()
            return _fail(_refused(error))
        except MemoryError:
            discard()
            return _fail(
                say(
                    "内存不够，没有做完；请把表拆小，或在内存更大的机器上做。",
                    "There is not enough memory; split the table, or use a machine that has more.",
                )
            )
        except Exception as error:
            from perfrules.wording import faults

            if faults.are_raised():
                raise
            discard()
            return _fail(_own_fault(faults.place_of(error)))
        return code if isinstance(code, int) else 0


def _utf8(argument: str) -> str:
    """An argument that a locale without UTF-8 has decoded byte by byte, read as the UTF-8 that a terminal sends."""
    try:
        argument.encode("utf-8")
    except UnicodeEncodeError:
        return os.fsencode(argument).decode("utf-8", "surrogateescape")
    return argument


def _show_version(context: click.Context, _option: click.Parameter, wanted: bool) -> None:
    if wanted:
        click.echo(f"perfrules {__version__}")
        context.exit()


def _own_fault(place: str) -> str:
    """The last net: a fault of the program itself, with the place that a report of it needs."""
    return say(
        f"程序本身出错（{place}），没有做完。请按 CONTRIBUTING.md 报告。",
        f"A fault of the program itself ({place}); it is not done. Please report it as CONTRIBUTING.md says.",
    )


def _refused(error: OSError) -> str:
    zh, en = reason_of(error)
    if error.filename is None:
        return say(f"写标准输出出错：{zh}。", f"Standard output: {en}.")
    return say(f"不能使用“{error.filename}”：{zh}。", f"Cannot use “{error.filename}”: {en}.")


def _fail(message: str, hint: str = "") -> int:
    """Say on standard error what is wrong, in one sentence."""
    aside(visible(say(f"错误：{message}", f"Error: {message}")) + (f"\n{hint}" if hint else ""))
    return 2


_HELP = """读取绩效指标值，按评分办法计分，汇总到项目和部门，检查指标写法。"""
_HELP_EN = """Read performance targets, score actual values, roll up to projects and department, check wording."""

main = Program("perfrules", help=_HELP, help_en=_HELP_EN, no_args_is_help=True)
main.params.append(
    Option(
        ["--version"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=_show_version,
        help="显示版本。",
        help_en="Show the version.",
    )
)
