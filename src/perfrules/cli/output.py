"""Where a verb's result goes: the form that is asked for or that the file's extension names, and standard output or a file."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import click

from perfrules.cli.language import Option, say
from perfrules.errors import SettingsError
from perfrules.report.writing import write_file
from perfrules.text import visible

STDOUT = "-"
_FORMS = {"txt": "text"}


def output_option(zh: str = "写到该文件。", en: str = "The file to write.") -> Callable[[Any], Any]:
    """``-o FILE``; ``-``, the default, is standard output."""
    return click.option("-o", "--output", default=STDOUT, metavar="FILE", cls=Option, help=zh, help_en=en)


def form_of(output: str, asked: str | None, known: Sequence[str], default: str) -> str:
    """The form that was asked for, else that of the extension of ``output``, else ``default``; SettingsError for an unknown extension."""
    extension = "" if output == STDOUT else Path(output).suffix.lower().removeprefix(".")
    form = asked or _FORMS.get(extension, extension) or default
    if form in known:
        return form
    names = {value: key for key, value in _FORMS.items()}
    zh, en = (mark.join(f".{names.get(name, name)}" for name in known) for mark in ("、", ", "))
    shown = visible(output)
    raise SettingsError(
        f"不能按“{shown}”的扩展名确定格式，请用 {zh}，或加 --format。",
        f"The extension of “{shown}” is none of {en}; use one of them or --format.",
    )


def deliver(output: str, data: Iterable[bytes], more: tuple[str, str] = ("", "")) -> None:
    """Write ``data``, piece by piece, to standard output, or to a file and say so on standard error; ``more`` ends the sentence."""
    if output == STDOUT:
        sys.stdout.buffer.writelines(data)
        return
    write_file(output, data)
    shown = visible(output)
    click.echo(say(f"已写入 {shown}{more[0]}。", f"Wrote {shown}{more[1]}."), err=True)
