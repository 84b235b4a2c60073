from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest

from perfrules.errors import TableError
from perfrules.tables.grid import Document
from perfrules.tables.reading import document_of

canvases = pytest.importorskip("reportlab.pdfgen.canvas")


def pages(*draw: Callable[[Any], None], **settings: Any) -> bytes:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    data = io.BytesIO()
    canvas = canvases.Canvas(data, pagesize=(400, 300), **settings)
    for page in draw:
        canvas.setFont("STSong-Light", 10)
        page(canvas)
        canvas.showPage()
    canvas.save()
    return data.getvalue()


def texts(found: Document) -> list[list[str]]:
    return [[one.text for one in row] for row in found.grids[0].rows]


def ruled(canvas: Any) -> None:
    """A table of two columns whose first cell covers two rows, and a title above it."""
    canvas.drawString(20, 280, "单位：万元")
    canvas.grid([20, 120, 300], [200, 260])
    canvas.line(120, 230, 300, 230)
    canvas.drawString(25, 240, "合并")
    canvas.drawString(125, 245, "上格")
    canvas.drawString(125, 215, "下格")


def test_a_ruled_table_with_a_merged_cell() -> None:
    found = document_of(pages(ruled), "a.pdf")
    assert texts(found) == [["单位：万元"], ["合并", "上格"], ["合并", "下格"]]
    assert found.grids[0].rows[2][0].origin == (1, 1)
    assert str(found.grids[0].rows[1][1].place) == "a.pdf:p1!1:2"


def test_lines_of_a_cell_are_joined_where_the_cell_was_full() -> None:
    def page(canvas: Any) -> None:
        canvas.grid([20, 75, 300], [200, 260])
        canvas.drawString(25, 245, "一二三四")
        canvas.drawString(25, 230, "五六")
        canvas.drawString(80, 245, "第一句。")
        canvas.drawString(80, 230, "第二句。")

    assert texts(document_of(pages(page), "a.pdf")) == [["一二三四五六", "第一句。\n第二句。"]]


def image(canvas: Any) -> None:
    from reportlab.lib.utils import ImageReader

    picture = io.BytesIO()
    from PIL import Image

    Image.new("RGB", (20, 20), "gray").save(picture, "PNG")
    picture.seek(0)
    canvas.drawImage(ImageReader(picture), 10, 10, 300, 200)


def test_a_scanned_page_is_told_and_a_scan_refused() -> None:
    found = document_of(pages(ruled, image), "a.pdf")
    assert [(item.code, item.params["page"]) for item in found.findings] == [("IN028", "2")]
    with pytest.raises(TableError, match="扫描件"):
        document_of(pages(image), "a.pdf")


def test_a_password() -> None:
    with pytest.raises(TableError, match="密码"):
        document_of(pages(ruled, encrypt="geheim"), "a.pdf")


def test_a_damaged_page_does_not_lose_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    from perfrules.tables.readers.pdf import pages as pdf

    whole = pdf._page_blocks

    def damaged(page: Any, *rest: Any) -> Any:
        if page.page_number == 1:
            raise KeyError("x")
        return whole(page, *rest)

    monkeypatch.setattr(pdf, "_page_blocks", damaged)
    found = document_of(pages(ruled, ruled), "a.pdf")
    assert [item.code for item in found.findings] == ["IN021"]
    assert len(texts(found)) == 3


def test_a_page_of_nothing() -> None:
    found = document_of(pages(lambda _: None), "a.pdf")
    assert (texts(found), found.findings) == ([], ())


def unruled(canvas: Any) -> None:
    canvas.drawString(20, 280, "项目支出绩效自评表（无框线）")
    rows = [
        ("项目名称", "三级指标", "年度指标值", "实际完成值", "分值"),
        ("甲项目", "场次", "≥ 20 场", "22场", "20"),
        ("", "很长的指标", "≥95%", "96%", "10"),
        ("", "名称续行", "", "", ""),
        ("乙项目", "影响力", "进一步提高", "达成", "30"),
    ]
    for number, row in enumerate(rows):
        for left, text in zip((20, 90, 160, 240, 330), row, strict=True):
            canvas.drawString(left, 260 - 14 * number, text)


def test_a_table_without_rules() -> None:
    found = document_of(pages(unruled), "a.pdf")
    assert texts(found) == [
        ["项目支出绩效自评表（无框线）"],
        ["项目名称", "三级指标", "年度指标值", "实际完成值", "分值"],
        ["甲项目", "场次", "≥ 20 场", "22场", "20"],
        ["", "很长的指标名称续行", "≥95%", "96%", "10"],
        ["乙项目", "影响力", "进一步提高", "达成", "30"],
    ]


def test_what_the_library_complains_of_is_a_finding(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    import logging

    from pdfplumber.page import Page

    from perfrules.tables.readers.pdf import pages as pdf

    def complaining(*_: object) -> list[Any]:
        logger = logging.getLogger("pdfminer.pdfinterp")
        logger.warning("Could not get FontBBox")
        logger.warning("Data-loss while decompressing corrupted data")
        return []

    monkeypatch.setattr(pdf, "_page_blocks", complaining)
    data = pages(lambda canvas: canvas.drawString(20, 280, "文字"))
    (found,) = document_of(data, "a.pdf").findings
    assert (found.code, found.params["what"], found.params["reason"]) == (
        "IN021",
        "第 1 页的一部分",
        "Data-loss while decompressing corrupted data",
    )
    monkeypatch.setattr(pdf, "_page_blocks", lambda *_: [])
    monkeypatch.setattr(Page, "chars", [{"text": "(cid:3)"}, {"text": "字"}])
    (found,) = document_of(data, "a.pdf").findings
    assert found.params["reason"] == "Cannot map 1 glyphs to text"
    assert capfd.readouterr().err == ""


def test_radicals_of_a_font_are_the_ideographs_that_they_look_like(monkeypatch: pytest.MonkeyPatch) -> None:
    from perfrules.tables.readers.pdf import effort
    from perfrules.tables.readers.pdf import pages as pdf

    def drawn(page: Any) -> None:
        effort.check_effort(page)
        for char in page.chars:
            char["text"] = {"上": "⼈", "合": "⾼"}.get(char["text"], char["text"])

    monkeypatch.setattr(pdf, "check_effort", drawn)
    assert texts(document_of(pages(ruled), "a.pdf")) == [["单位：万元"], ["高并", "人格"], ["高并", "下格"]]


def rules(canvas: Any, across: list[float], upright: list[float], top: float, bottom: float) -> None:
    """Upright rules from ``top`` to ``bottom``, and lines across at ``across``."""
    for y in across:
        canvas.line(upright[0], y, upright[-1], y)
    for x in upright:
        canvas.line(x, top, x, bottom)


def written(canvas: Any, *said: tuple[float, float, str]) -> None:
    for x, y, text in said:
        canvas.drawString(x + 3, y + 3, text)


def test_columns_of_a_table_that_goes_on_are_told_by_where_they_stand() -> None:
    def first(canvas: Any) -> None:
        rules(canvas, [250, 230], [20, 80, 140, 200], 250, 230)
        written(canvas, (20, 230, "甲"), (80, 230, "乙"), (140, 230, "丙"))

    def second(canvas: Any) -> None:
        rules(canvas, [280, 260], [20, 141, 200], 280, 260)
        written(canvas, (20, 260, "合计"), (140, 260, "丁"))

    found = document_of(pages(first, second), "a.pdf")
    assert texts(found) == [["甲", "乙", "丙"], ["合计", "合计", "丁"]]
    assert [cell.origin for cell in found.grids[0].rows[1]] == [None, (1, 1), None]


def test_a_table_with_other_margins_is_another() -> None:
    def first(canvas: Any) -> None:
        rules(canvas, [250, 230], [20, 80, 200], 250, 230)
        written(canvas, (20, 230, "甲"), (80, 230, "乙"))

    def second(canvas: Any) -> None:
        rules(canvas, [280, 260], [50, 140, 200], 280, 260)
        written(canvas, (50, 260, "丙"), (140, 260, "丁"))

    assert texts(document_of(pages(first, lambda _: None, second), "a.pdf")) == [["甲", "乙"], ["丙", "丁"]]
    assert texts(document_of(pages(first, second), "a.pdf")) == [["甲", "乙"], ["丙", "丁"]]


@pytest.mark.parametrize("rest", [True, False])
def test_a_row_that_a_page_has_cut_is_one(rest: bool) -> None:
    def first(canvas: Any) -> None:
        rules(canvas, [60, 40], [20, 100, 200], 60, 10)
        written(canvas, (20, 40, "甲"), (100, 40, "乙"), (20, 20, "实际完"), (100, 20, "分值"))

    def second(canvas: Any) -> None:
        rules(canvas, [260, 240], [20, 100, 200], 290 if rest else 260, 240)
        written(canvas, (20, 240, "丙"), (100, 240, "丁"))
        if rest:
            written(canvas, (20, 270, "成值"))

    told = [["甲", "乙"], ["实际完成值" if rest else "实际完", "分值"], ["丙", "丁"]]
    assert texts(document_of(pages(first, second), "a.pdf")) == told


def test_a_row_that_is_open_above_alone_is_a_row() -> None:
    def first(canvas: Any) -> None:
        rules(canvas, [60, 40], [20, 100, 200], 60, 40)
        written(canvas, (20, 40, "甲"), (100, 40, "乙"))

    def second(canvas: Any) -> None:
        rules(canvas, [260], [20, 100, 200], 290, 260)
        written(canvas, (20, 270, "丙"), (100, 270, "丁"))

    assert texts(document_of(pages(first, second), "a.pdf")) == [["甲", "乙"], ["丙", "丁"]]


def test_a_merged_cell_that_a_page_has_cut_alone_keeps_its_column() -> None:
    def first(canvas: Any) -> None:
        rules(canvas, [60], [20, 100, 200], 60, 10)
        canvas.line(100, 40, 200, 40)
        canvas.line(100, 10, 200, 10)
        written(canvas, (20, 30, "产出"), (100, 40, "甲"), (100, 20, "乙"))

    def second(canvas: Any) -> None:
        rules(canvas, [240], [20, 100, 200], 280, 240)
        canvas.line(100, 280, 200, 280)
        canvas.line(100, 260, 200, 260)
        written(canvas, (20, 262, "指标"), (100, 262, "丙"), (100, 242, "丁"))

    found = texts(document_of(pages(first, second), "a.pdf"))
    assert found == [["产出指标", "甲"], ["产出指标", "乙"], ["", "丙"], ["", "丁"]]


def test_rules_that_are_drawn_as_narrow_boxes_are_lines() -> None:
    def page(canvas: Any) -> None:
        for x in (20, 100, 200):
            canvas.rect(x, 10, 0.7, 50, stroke=0, fill=1)
        canvas.rect(20, 60, 180.7, 0.7, stroke=0, fill=1)
        canvas.rect(20, 40, 180.7, 0.7, stroke=0, fill=1)
        written(canvas, (20, 40, "甲"), (100, 40, "乙"), (20, 20, "丙"), (100, 20, "丁"))

    assert texts(document_of(pages(page), "a.pdf")) == [["甲", "乙"], ["丙", "丁"]]


def test_a_bracket_goes_with_what_stands_behind_it() -> None:
    def page(canvas: Any) -> None:
        canvas.grid([20, 72, 300], [200, 260])
        written(canvas, (20, 245, "15台"), (20, 230, "（套）"))

    assert texts(document_of(pages(page), "a.pdf")) == [["15台（套）", ""]]


@pytest.mark.parametrize("upright", [[20, 124, 200], [22, 120, 202], [20, 112, 200]])
def test_a_table_whose_columns_stand_a_little_beside_those_above_has_as_many(upright: list[float]) -> None:
    def first(canvas: Any) -> None:
        rules(canvas, [100, 130], [20, 116, 200], 130, 100)
        written(canvas, (25, 110, "指标名称"), (125, 110, "指标值"))

    def second(canvas: Any) -> None:
        rules(canvas, [250, 280], upright, 280, 250)
        written(canvas, (25, 260, "路口数"), (126, 260, "≥9个"))

    assert texts(document_of(pages(first, second), "a.pdf")) == [["指标名称", "指标值"], ["路口数", "≥9个"]]
