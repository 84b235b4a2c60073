"""Where a verb's result goes: the form that is asked for or that the file's extension names, and standard output or a file."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from typing import Any

import click

from perfrules.cli.language import Option, announce
from perfrules.errors import SettingsError
from perfrules.text import visible

STDOUT = "-"
_FORMS = {"txt": "text"}
_BINARY = ("xlsx", "docx")
_FORCED = "perfrules.force"
_KEPT = "perfrules.inputs"


def output_option(zh: str = "写到该文件。", en: str = "The file to write.") -> Callable[[Any], Any]:
    """``-o FILE``; ``-``, the default, is standard output. With it comes ``--force``."""
    output = click.option("-o", "--output", default=STDOUT, metavar="FILE", callback=_named, cls=Option, help=zh, help_en=en)
    force = force_option()
    return lambda verb: output(force(verb))


def _named(_context: click.Context, _option: click.Parameter, value: str) -> str:
    if not value.strip():
        raise SettingsError("-o 后面的文件名是空的。", "The file name after -o is empty.")
    return value


def force_option() -> Callable[[Any], Any]:
    """``--force``: replace a file that perfrules has not written."""
    return click.option(
        "--force",
        is_flag=True,
        expose_value=False,
        callback=lambda context, _option, value: context.meta.__setitem__(_FORCED, value),
        cls=Option,
        help="输出文件已存在、又不是 perfrules 写出的，也覆盖。",
        help_en="Replace an existing file even where perfrules has not written it.",
    )


def form_of(output: str, asked: str | None, known: Sequence[str], default: str) -> str:
    """The form that was asked for, else that of the extension of ``output``, else ``default``; SettingsError for an unknown extension."""
    from pathlib import PurePath

    extension = "" if output == STDOUT else PurePath(output).suffix.lower().removeprefix(".")
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


def permit(output: str, *inputs: str | os.PathLike[str] | None, form: str = "", merges: bool = False) -> None:
    """Raise :class:`SettingsError` where the result may not go to ``output``: before work begins, and before anything is lost.

    It never replaces one of the ``inputs``, by whatever name or link; nor, without ``--force``, a file that this verb has not
    written, which ``merges`` leaves to the verb; nor is a binary ``form`` written to a terminal.
    """
    click.get_current_context().meta[_KEPT] = inputs
    if output == STDOUT:
        if form in _BINARY and sys.stdout.isatty():
            raise SettingsError(
                f"{form} 不能显示在终端上，请用 -o 文件 写到文件。", f"{form} cannot be shown on a terminal; write a file with -o FILE."
            )
        return
    _guard(output, inputs, merges=merges)


def _guard(output: str, inputs: Iterable[str | os.PathLike[str] | None], *, merges: bool) -> None:
    shown = visible(output)
    if not os.path.basename(output):  # noqa: PTH119  # what a Path would read as the file before the separator
        raise SettingsError(f"“{shown}”是文件夹的写法，请写文件名。", f"“{shown}” is written as a folder; give the name of a file.")
    for source in inputs:
        if source is not None and _same(output, source):
            raise SettingsError(
                f"输出文件“{shown}”就是输入文件“{visible(str(source))}”，写入会丢失其中的内容；请换一个文件名。",
                f"The output “{shown}” is the input “{visible(str(source))}”; what it holds would be lost. Give another name.",
            )
    context = click.get_current_context()
    if merges or context.meta.get(_FORCED) or not is_file(output):
        return
    from perfrules.report.ownership import is_ours

    with open(output, "rb") as stream:  # noqa: PTH123  # pathlib is not loaded for one wording
        is_known = is_ours(stream, context.info_name or "")
    if not is_known:
        raise SettingsError(
            f"“{shown}”已存在，且不是本命令写出的文件，或写出后又有人改过；请换一个文件名，或加 --force 覆盖。",
            f"“{shown}” exists and is not as this verb writes it, or somebody has changed it; give another name, or --force.",
        )


def _same(output: str, source: str | os.PathLike[str]) -> bool:
    """Whether both names lead to one file, which may not be there yet."""
    with suppress(OSError, ValueError):
        return os.path.samefile(output, source)  # noqa: PTH121
    with suppress(ValueError):
        return os.path.realpath(output) == os.path.realpath(source)
    return False  # one of them is no path: who reads or writes it says so


def is_file(path: str) -> bool:
    """Whether a regular file stands at ``path``; a device or pipe is none."""
    try:
        return stat.S_ISREG(os.stat(path).st_mode)  # noqa: PTH116
    except (OSError, ValueError):  # the writer says what is wrong with it
        return False


def refuse_special(path: str) -> None:
    """Raise :class:`SettingsError` for a pipe or a device, which may never end or never begin."""
    try:
        mode = os.stat(path).st_mode  # noqa: PTH116
    except (OSError, ValueError):  # the reader says what is wrong with it
        return
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        shown = visible(path)
        raise SettingsError(
            f"“{shown}”不是普通文件（管道或设备），请先存为文件再读。",
            f"“{shown}” is no regular file (a pipe or a device); save it as a file first.",
        )


def terminal(output: str) -> dict[str, Any]:
    """Return how a report for people is to be printed: the width there is, and whether there are colours."""
    shown = output == STDOUT and sys.stdout.isatty()
    import shutil

    room = shutil.get_terminal_size((80, 24)).columns if shown or os.environ.get("COLUMNS") else 80
    return {"width": max(40, room), "colour": shown and not os.environ.get("NO_COLOR")}


def deliver(output: str, data: Iterable[bytes], more: tuple[str, str] = ("", ""), *, merges: bool = False, plain: bool = False) -> None:
    """Write ``data``, piece by piece, to standard output, or to a file and say so on standard error; ``more`` ends the sentence.

    ``plain``: what stands in cells is made visible in ``data`` already, which has colours of its own.
    """
    if output == STDOUT:
        if plain:  # in the encoding that was asked for
            sys.stdout.write(b"".join(data).decode("utf-8", "backslashreplace"))
        elif sys.stdout.isatty():
            _show(data)
        else:
            sys.stdout.buffer.writelines(data)
        return
    _guard(output, click.get_current_context().meta.get(_KEPT, ()), merges=merges)
    from perfrules.report.writing import write_file

    write_file(output, data)
    shown = visible(output)
    announce(f"已写入 {shown}{more[0]}。", f"Wrote {shown}{more[1]}.")


def _show(data: Iterable[bytes]) -> None:
    """What stands in a cell gives no command to a terminal; only line breaks and tabs do what they do."""
    text = b"".join(data).decode("utf-8-sig", "backslashreplace").replace("\r\n", "\n")
    sys.stdout.write("\n".join("\t".join(map(visible, line.split("\t"))) for line in text.split("\n")))
