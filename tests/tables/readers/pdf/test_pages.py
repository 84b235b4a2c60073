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

    whole = pdf._page_rows

    def damaged(page: Any, *rest: Any) -> Any:
        if page.page_number == 1:
            raise KeyError("x")
        return whole(page, *rest)

    monkeypatch.setattr(pdf, "_page_rows", damaged)
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

    monkeypatch.setattr(pdf, "_page_rows", complaining)
    data = pages(lambda canvas: canvas.drawString(20, 280, "文字"))
    (found,) = document_of(data, "a.pdf").findings
    assert (found.code, found.params["what"], found.params["reason"]) == (
        "IN021",
        "第 1 页的一部分",
        "Data-loss while decompressing corrupted data",
    )
    monkeypatch.setattr(pdf, "_page_rows", lambda *_: [])
    monkeypatch.setattr(Page, "chars", [{"text": "(cid:3)"}, {"text": "字"}])
    (found,) = document_of(data, "a.pdf").findings
    assert found.params["reason"] == "Cannot map 1 glyphs to text"
    assert capfd.readouterr().err == ""


def test_radicals_of_a_font_are_the_ideographs_that_they_look_like(monkeypatch: pytest.MonkeyPatch) -> None:
    from perfrules.tables.readers.pdf import pages as pdf

    whole = pdf.check_effort

    def drawn(page: Any) -> None:
        whole(page)
        for char in page.chars:
            char["text"] = {"上": "⼈", "合": "⾼"}.get(char["text"], char["text"])

    monkeypatch.setattr(pdf, "check_effort", drawn)
    assert texts(document_of(pages(ruled), "a.pdf")) == [["单位：万元"], ["高并", "人格"], ["高并", "下格"]]
