"""``perfrules completion``: the script by which a shell completes verbs, options and their values."""

from __future__ import annotations

import os
from typing import Any

import click
from click.shell_completion import (
    BashComplete,
    CompletionItem,
    FishComplete,
    ShellComplete,
    ZshComplete,
    add_completion_class,
    split_arg_string,
)

from perfrules.cli import COMPLETES
from perfrules.cli.language import Verb

_PROGRAM = "perfrules"

_POWERSHELL = """\
Register-ArgumentCompleter -Native -CommandName %(prog_name)s -ScriptBlock {
    param($word, $line, $position)
    $env:COMP_WORDS = $line.ToString()
    $env:COMP_CWORD = $word
    $env:%(complete_var)s = "powershell_complete"
    %(prog_name)s | ForEach-Object {
        $type, $value, $help = $_ -split "`t", 3
        if ($type -eq "plain") {
            [System.Management.Automation.CompletionResult]::new($value, $value, "ParameterValue", $(if ($help) { $help } else { $value }))
        } else {
            Get-ChildItem -Path "$word*" | ForEach-Object {
                [System.Management.Automation.CompletionResult]::new($_.Name, $_.Name, "ProviderItem", $_.FullName)
            }
        }
    }
    $env:COMP_WORDS = $env:COMP_CWORD = $env:%(complete_var)s = $null
}
"""


class PowerShellComplete(ShellComplete):
    """PowerShell, which click does not know."""

    name = "powershell"
    source_template = _POWERSHELL

    def get_completion_args(self) -> tuple[list[str], str]:
        """Return the words before the one that is typed, and that one."""
        words = split_arg_string(os.environ["COMP_WORDS"])[1:]
        typed = os.environ.get("COMP_CWORD", "")
        return (words[:-1] if typed and words and words[-1] == typed else words), typed

    def format_completion(self, item: CompletionItem) -> str:
        """Return kind, value and help, set apart by tabs."""
        return f"{item.type}\t{item.value}\t{item.help or ''}"


class _Bash(BashComplete):
    """Without a shell being started to ask for its version, which only writing the script needs not know."""

    @staticmethod
    def _check_version() -> None:
        return


_SHELLS: dict[str, type[ShellComplete]] = {"bash": _Bash, "zsh": ZshComplete, "fish": FishComplete, "powershell": PowerShellComplete}


def register() -> None:
    """Let click answer PowerShell too, where that is what asks."""
    add_completion_class(PowerShellComplete)


@click.command(
    cls=Verb,
    help='写出命令行补全脚本。SHELL 为 bash、zsh、fish 或 powershell；如 bash：eval "$(perfrules completion bash)" 加入 ~/.bashrc。',
    help_en='Write the completion script of a shell: bash, zsh, fish or powershell; such as eval "$(perfrules completion bash)" in ~/.bashrc.',
)
@click.argument("shell", type=click.Choice(sorted(_SHELLS)), metavar="SHELL")
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    """The verb."""
    extra: dict[str, Any] = {}
    click.echo(_SHELLS[shell](ctx.find_root().command, extra, _PROGRAM, COMPLETES).source())
