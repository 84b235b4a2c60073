"""Captions: what stands around a table — department, unit of amounts, year — and what is only page furniture."""

from __future__ import annotations

import re

from perfrules.tables.grid import Row, own
from perfrules.tables.headings.labels import captioned, squeezed
from perfrules.tables.headings.money import MONEY, money_unit
from perfrules.tables.headings.vocabulary import either, headings

DEPARTMENT = headings("captions")["department"]
UNIT = headings("captions")["unit"]
_SHORTEST_NAME = 4
_PAGE = re.compile(r"[-—－·]*\d{1,4}[-—－·]*|第\d+页(?:[,/]?共\d+页)?|\d{1,4}/\d{1,4}|共\d+页")
_TITLE = re.compile(
    rf"{either('titles', 'subject')}.{{0,12}}(?:表|汇总)|^{either('titles', 'attachment')}\d*|^表\d{{1,3}}(?:[-—]\d{{1,3}})?$|^\(年度\)$"
)
_NOTE = re.compile(
    rf"\s*(?:{either('notes', 'opening')}[:：]|{either('notes', 'alone')}\s*$|[^\n:：]{{0,6}}{either('notes', 'signed')}[^\n:：]{{0,4}}[:：])"
)
_SIGNING = re.compile(rf"{either('signatures', 'label')}(?:\([^()]*\))?(?:[:：]|$)")
_YEAR = re.compile(r"(20\d\d)\s*年")


def department_in(row: Row) -> str | None:
    """The department's name, where a row captions it; a 单位 that is no unit of money is the department too.

    >>> from perfrules.tables.grid import Cell, Source
    >>> [department_in((Cell(text, Source("a"), 1, 1),)) for text in ("部门：某局", "单位：某区教育局", "单位：万元", "单位：个")]
    ['某局', '某区教育局', None, None]
    """
    found = captioned(row, DEPARTMENT)
    plain = captioned(row, UNIT) if found is None else None
    said = squeezed(plain[0]) if plain else ""
    if len(said) >= _SHORTEST_NAME and not any(word in said for word in (*MONEY, ":")):
        found = plain
    return found[0] if found else None


def unit_in(row: Row) -> str | None:
    """The unit of amounts, where a row captions it.

    >>> from perfrules.tables.grid import Cell, Source
    >>> unit_in((Cell("（单位：万元）", Source("a"), 1, 1),)), unit_in((Cell("单位：某局", Source("a"), 1, 1), Cell("单位：元", Source("a"), 1, 2)))
    ('万元', '元')
    """
    captions = (captioned((cell, *rest), UNIT) for cell, *rest in (own(row)[start:] for start in range(len(own(row)))))
    return next((unit for found in captions if found and (unit := money_unit(squeezed(found[0])))), None)


def year_in(row: Row) -> int | None:
    """The year of a title such as 2023年度项目支出绩效自评表, or of a （2023年度） line."""
    text = squeezed("".join(cell.text for cell in own(row)))
    found = _YEAR.search(text)
    return int(found[1]) if found and (is_title(row) or re.fullmatch(r"\(?20\d\d年度?\)?", text)) else None


def is_title(row: Row) -> bool:
    """Whether the row is the title of a form and nothing else."""
    cells = own(row)
    return len(cells) == 1 and len(cells[0].text) < 80 and bool(_TITLE.search(squeezed(cells[0].text)))


def is_note(row: Row) -> bool:
    """Whether a row is a note or the signatures below a form.

    >>> from perfrules.tables.grid import Cell, Source
    >>> [is_note((Cell(text, Source("a"), 1, 1),)) for text in ("注：四舍五入", "填表人：张三", "填表人数")]
    [True, True, False]
    """
    cells = own(row)
    return bool(cells) and _NOTE.match(cells[0].text) is not None


def is_signed(row: Row) -> bool:
    """Whether a row is one of signatures: its first cell names who signs, and another cell who else or when; or who signs and a name alone.

    >>> from perfrules.tables.grid import Cell, Source
    >>> rows = ["填报人|张三|联系电话|139", "填报人：张三|日期：1月5日", "审核人|李四", "联系电话|产出指标|接通率|≥90%", "填报单位"]
    >>> [is_signed([Cell(text, Source("a"), 1, place) for place, text in enumerate(said.split("|"))]) for said in rows]
    [True, True, True, False, False]
    """
    first, *others = own(row) or (None,)
    return (
        first is not None
        and _SIGNING.match(squeezed(first.text)) is not None
        and (len(others) == 1 or any(_SIGNING.match(squeezed(cell.text)) for cell in others))
    )


def is_furniture(row: Row) -> bool:
    """Whether the row is a page number or the like.

    >>> from perfrules.tables.grid import Cell, Source
    >>> is_furniture((Cell("- 12 -", Source("a"), 1, 1),))
    True
    """
    cells = own(row)
    return len(cells) == 1 and bool(_PAGE.fullmatch(squeezed(cells[0].text)))
