from __future__ import annotations

from dataclasses import replace

import pytest

import perfrules
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
    found = document(
        "<html><table><tr><td><comment>请补材料</comment>31公里</td><td><comment> </comment>二</td></table><comment>页外</comment>尾"
    )
    assert texts(found) == [["31公里", "二"], ["尾"]]
    assert [cell.comment for cell in found.grids[0].rows[0]] == ["请补材料", None]
    assert [(item.code, item.location.table, item.location.row) for item in found.findings] == [("IN086", 1, 1)]


def test_cells_beyond_the_limit_are_not_kept() -> None:
    page = "<html><table><tr>" + "<td>甲" * 30 + "</table>"
    found = document_of(page.encode(), "a.html", replace(LIMITS, cells=10))
    assert [len(row) for row in found.grids[0].rows] == [10]
    assert [item.code for item in found.findings] == ["IN020"]


@pytest.mark.parametrize(
    ("cells", "seen", "said"),
    [
        ("<td>甲</td><td style='display:none'>藏</td><td>乙</td>", ["甲", "乙"], ["藏"]),
        ("<td>甲<td style='display : NONE'>藏<b>深</b><table><tr><td>内</td></tr></table><td>乙", ["甲", "乙"], ["藏深内"]),
        ("<td>甲</td><td style='visibility:hidden'>藏</td><td>乙</td>", ["甲", "", "乙"], ["藏"]),
        ("<td>≥<span style='display:none'>9<span>1</span></span>5%</td><td>乙</td>", ["≥5%", "乙"], ["91"]),
        ("<td>≥<span style='visibility:hidden'>9</span>5%</td><td>乙</td>", ["≥5%", "乙"], ["9"]),
        ("<td>≥<span style='mso-hide:all'>9</span>5%</td><td>乙</td>", ["≥5%", "乙"], ["9"]),
        ("<td>≥<i hidden>9</i>5%</td><td>乙</td>", ["≥5%", "乙"], ["9"]),
        ("<td>≥<i class='u old'>9</i>5%</td><td id=gone>乙</td>", ["≥5%"], ["9", "乙"]),
        ("<td>≥<i class=shown>9</i>5%<br style='display:none'></td><td>乙</td>", ["≥95%", "乙"], []),
        ("<td>甲</td><script>document.write('丙')</script><style>.z{}</style><td>乙</td>", ["甲", "乙"], []),
        ("<td>甲</td><td>乙</td></tr><tr style='display:none'><td>丙</td><td>丁</td>", ["甲", "乙"], ["丙丁"]),
        ("<td>甲</td><td>乙</td></tr><tr class=old><td>" + "丙" * 70, ["甲", "乙"], ["丙" * 59 + "…"]),
        ("<td>甲</td><td>乙</td><td style='display:none'>", ["甲", "乙"], []),
    ],
)
def test_what_a_page_does_not_show_is_left_out_and_said(cells: str, seen: list[str], said: list[str]) -> None:
    page = f"<html><head><style>.old, #gone {{ display: none }}</style><body><table><tr>{cells}</tr></table>尾</body></html>"
    found = document(page)
    assert texts(found) == [seen, ["尾"]]
    assert [(item.code, item.params["excerpt"]) for item in found.findings] == [("IN050", text) for text in said]


def test_a_hidden_line_and_one_that_never_ends() -> None:
    found = document("<html><table><tr><td>甲<td>乙</table><p hidden>旧<p>新<div style='display:none'>末")
    assert texts(found) == [["甲", "乙"], ["新"]]
    assert [item.params["excerpt"] for item in found.findings] == ["旧", "末"]


@pytest.mark.parametrize("span", ["0", "99999999", "65534", "9" * 5000])
def test_a_span_without_end_reaches_to_the_end_of_the_table(span: str) -> None:
    page = f"<table><tr><td>项目名称<td>甲<tr><td>一级指标<td>三级指标<td>指标值<tr><td rowspan={span}>产出指标<td>场次<td>≥3场<tr><td>册数<td>≥5册</table>"
    (project,) = perfrules.read(page.encode()).department.projects
    assert [(item.name, item.target.text) for item in project.indicators] == [("场次", "≥3场"), ("册数", "≥5册")]


@pytest.mark.parametrize("inner", ["<tr><td>≥3<td>场</tr>", "<tr><td>≥3</tr><tr><td>场</tr>"])
def test_a_table_of_one_line_in_a_cell_is_its_text(inner: str) -> None:
    page = f"<table><tr><td>项目名称<td>甲<tr><td>三级指标<td>指标值<tr><td>场次<td><table>{inner}</table><tr><td>册数<td>≥5册</table>"
    (project,) = perfrules.read(page.encode()).department.projects
    assert [(item.name, str(item.target.criteria[0].comparator)) for item in project.indicators] == [("场次", "≥3场"), ("册数", "≥5册")]
