from __future__ import annotations

from dataclasses import replace

import pytest

from perfrules.tables.grid import Document
from perfrules.tables.limits import LIMITS
from perfrules.tables.reading import document_of


def document(page: str | bytes) -> Document:
    return document_of(page if isinstance(page, bytes) else page.encode(), "a.xls")


def texts(found: Document) -> list[list[str]]:
    return [[one.text for one in row] for row in found.grids[0].rows]


def test_spans() -> None:
    found = document("<html><table><tr><th rowspan=2>甲<th colspan=2>乙<tr><td>丙<td>丁<tr><td>戊</table>")
    assert texts(found) == [["甲", "乙", "乙"], ["甲", "丙", "丁"], ["戊"]]
    second = found.grids[0].rows[1]
    assert (second[0].origin, second[1].origin, found.grids[0].rows[0][0].extent) == ((1, 1), None, (2, 1))


def test_lines_around_tables_and_what_is_no_text() -> None:
    page = "<html><head><title>不</title></head><style>不</style><h1>题</h1>单位：\n 万元&nbsp;<table><caption>说明</caption><tr><td>a<br>b<p>c</p></td></table>尾"
    assert texts(document(page)) == [["题"], ["单位： 万元"], ["说明"], ["a\nb\nc"], ["尾"]]


def test_a_table_inside_a_cell_is_a_table_of_its_own() -> None:
    found = document("<html><table><tr><td>外<table><tr><td>内</td></tr></table>又</td></tr></table>")
    assert texts(found) == [["内"], ["外又"]]
    assert found.grids[0].rows[0][0].source.table == 1


def test_cells_without_a_row_and_ends_without_a_start() -> None:
    assert texts(document("<html><table><td>甲</td></table></table></td></sup>")) == [["甲"]]


@pytest.mark.parametrize(
    ("head", "encoding", "told"),
    [
        ('<meta charset="gb2312">', "gb18030", "GB18030"),
        ("<meta http-equiv=Content-Type content='text/html; charset=GBK'>", "gb18030", "GB18030"),
        ('<meta charset="big5">', "big5", "BIG5"),
        ('<meta charset="utf-8">', "gb18030", "GB18030"),
        ('<meta charset="gb2312">', "utf-8-sig", None),
        ('<meta charset="utf8">', "utf-8", None),
        ('<meta charset="koi8-r">', "utf-8", None),
        ("", "utf-16", "UTF-16-LE"),
    ],
)
def test_encodings(head: str, encoding: str, told: str | None) -> None:
    found = document(f"<html><head>{head}</head><table><tr><td>單位：萬元</td></tr></table>".encode(encoding))
    assert texts(found) == [["單位：萬元"]]
    assert [item.params["encoding"] for item in found.findings] == ([told] if told else [])


def test_marks_are_told() -> None:
    found = document("<html><p>5<sup>*</sup></p><table><tr><td>10<sup>2</sup><del> </del><s>废</s></table>")
    assert [(item.params["mark"], item.params["excerpt"], item.location.row) for item in found.findings] == [
        ("上标", "*", None),
        ("上标", "2", 1),
        ("删除线", "废", 1),
    ]


def test_raised_digits_are_kept_apart() -> None:
    found = document("<html><table><tr><td>≥10<sup>6</sup>立方米</td><td>H<sub>2</sub>O<sup>注</sup></td></table>")
    assert texts(found) == [["≥10⁶立方米", "H₂O注"]]


def test_the_note_of_a_cell_is_none_of_its_text() -> None:
    found = document("<html><table><tr><td><comment>请补材料</comment>31公里</td><td>二</td></table><comment>页外</comment>尾")
    assert texts(found) == [["31公里", "二"], ["尾"]]
    assert [cell.comment for cell in found.grids[0].rows[0]] == ["请补材料", None]


def test_cells_beyond_the_limit_are_not_kept() -> None:
    page = "<html><table><tr>" + "<td>甲" * 30 + "</table>"
    found = document_of(page.encode(), "a.html", replace(LIMITS, cells=10))
    assert [len(row) for row in found.grids[0].rows] == [10]
    assert [item.code for item in found.findings] == ["IN020"]
