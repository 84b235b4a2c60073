"""``perfrules report-form``: a copy of a form without its contents, to be sent where the form was not read."""

from __future__ import annotations

from pathlib import Path

import click

from perfrules.cli.language import Verb, announce
from perfrules.cli.output import STDOUT, deliver, output_option, permit
from perfrules.errors import SettingsError
from perfrules.filetypes import kind_of
from perfrules.report.blanking import blanked
from perfrules.report.marks import archive_mark, text_mark
from perfrules.text import visible


@click.command(
    cls=Verb,
    help="写一份没有内容的副本，表读不出来时可以寄出：名称、文字、金额都换成别的，表的结构、表头、符号和单位不变，文件属性、批注、公式、图片都不带。"
    "FILE 为 xlsx、docx、html、csv 或文本；寄出前请打开看一遍。",
    help_en="Write a copy of a form without its contents, to be sent where the form was not read: names, texts and amounts are "
    "replaced; structure, headings, signs and units stay; properties, comments, formulas and pictures are left out. FILE is xlsx, docx, "
    "html, csv or text. Look at the copy before you send it.",
)
@click.argument("file", metavar="FILE")
@output_option(
    "写到该文件，扩展名与原表相同；默认到标准输出。", "The file to write, with the extension of the form; standard output by default."
)
def command(file: str, *, output: str) -> None:
    """The verb."""
    permit(output, file)
    data, kind = blanked(file)
    if output != STDOUT and kind_of(Path(output).suffix) != kind:
        shown, suffix = visible(output), Path(file).suffix
        raise SettingsError(
            f"副本与原表是同一种文件，“{shown}”的扩展名应为 {suffix}。",
            f"The copy is a file of the same kind: the extension of “{shown}” is to be {suffix}.",
        )
    permit(output, file, form=kind)
    deliver(output, [marked(data, kind, "report-form")])
    announce(
        "副本里的名称、文字和金额都已换掉。寄出前请打开看一遍。",
        "Names, texts and amounts are replaced in the copy. Look at it before you send it.",
    )


def marked(data: bytes, kind: str, verb: str) -> bytes:
    """The file with the mark by which its verb knows it again; text has none, so that its rows stay as they are."""
    if kind in ("xlsx", "docx"):
        return archive_mark(data, verb)
    return data + text_mark(verb).encode() if kind == "html" else data
