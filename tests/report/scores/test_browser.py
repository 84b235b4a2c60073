"""The page and the charts in a real browser: on a wide screen, a phone, in the dark and on paper."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pdfplumber
import pytest

from perfrules.findings import Finding
from perfrules.report.charts import Bar, bars
from perfrules.report.scores import render
from perfrules.scoring.results.scores import DepartmentScore

BROWSER = next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None)
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(BROWSER is None, reason="no Chromium: apt-get install -y chromium"),
]

MEASURE = """
const small = [], wide = [], faint = [];
function light(c) { const v = c.map(x => { x /= 255; return x <= .03928 ? x / 12.92 : ((x + .055) / 1.055) ** 2.4 }); return .2126*v[0] + .7152*v[1] + .0722*v[2] }
function rgb(s) { return (s.match(/[\\d.]+/g) || [0, 0, 0]).slice(0, 3).map(Number) }
const paper = light(rgb(getComputedStyle(document.body).backgroundColor));
document.querySelectorAll('details').forEach(d => d.open = true);
for (const node of document.querySelectorAll('td, th, dd, dt, p, summary, li, h1, h2, text, small')) {
  if (!node.getClientRects().length) continue;
  const style = getComputedStyle(node), box = node.getBoundingClientRect();
  const scale = node.ownerSVGElement ? node.ownerSVGElement.getBoundingClientRect().width / node.ownerSVGElement.viewBox.baseVal.width : 1;
  if (parseFloat(style.fontSize) * scale < 11) small.push([node.tagName, node.textContent.slice(0, 20), style.fontSize]);
  const ink = light(rgb(node.tagName === 'text' ? style.fill : style.color));
  const contrast = (Math.max(ink, paper) + .05) / (Math.min(ink, paper) + .05);
  if (contrast < 4.5) faint.push([node.tagName, node.textContent.slice(0, 20), contrast]);
  if (node.tagName === 'TD' && node.textContent.length > 3 && box.width < 2.5 * parseFloat(style.fontSize)) wide.push([node.textContent.slice(0, 20), box.width]);
}
document.title = JSON.stringify({page: document.documentElement.scrollWidth, screen: innerWidth, small, narrow: wide, faint});
"""


def browse(folder: Path, page: str, *options: str) -> bytes:
    path = folder / "page.html"
    path.write_text(page, "utf-8")
    command = [
        str(BROWSER),
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--hide-scrollbars",
        f"--user-data-dir={folder / 'profile'}",
    ]
    return subprocess.run([*command, *options, path.as_uri()], capture_output=True, check=True, timeout=120, cwd=folder).stdout


@pytest.fixture
def page(score: DepartmentScore, findings: list[Finding]) -> str:
    many = replace(score.projects[0], name="一个名字很长的项目" * 4)
    return render("html", replace(score, projects=(many, score.projects[1])), findings, printed=date(2024, 1, 31), opened=True)


def measured(folder: Path, page: str, width: int, *options: str) -> dict[str, object]:
    """What the browser says of the page; a frame as wide as the screen asked for, since a window cannot be as narrow as a phone."""
    page = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page)
    (folder / "inner.html").write_text(page.replace("</body>", f"<script>{MEASURE}</script></body>"), "utf-8")
    outer = (
        f'<iframe src="inner.html" style="width:{width}px;height:900px;border:0"></iframe>'
        "<script>onload = () => { document.title = document.querySelector('iframe').contentDocument.title }</script>"
    )
    shown = browse(folder, outer, "--allow-file-access-from-files", "--virtual-time-budget=3000", "--dump-dom", *options).decode()
    title = re.search(r"<title>(.*?)</title>", shown, re.DOTALL)
    assert title is not None
    found: dict[str, object] = json.loads(title[1].replace("&quot;", '"').replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">"))
    return found


@pytest.mark.parametrize("width", [400, 768, 1280])
@pytest.mark.parametrize("dark", [False, True])
def test_the_page_is_readable_on_every_screen(width: int, dark: bool, page: str, tmp_path: Path) -> None:
    options = ["--blink-settings=preferredColorScheme=0"] if dark else ["--blink-settings=preferredColorScheme=1"]
    found = measured(tmp_path, page, width, *options)
    assert found["screen"] == width
    assert found["page"] == width
    assert found["small"] == []
    assert found["narrow"] == []
    assert found["faint"] == []


def test_paper_has_numbered_pages_the_day_and_a_project_a_page(page: str, tmp_path: Path) -> None:
    browse(tmp_path, page, "--no-pdf-header-footer", "--print-to-pdf=paper.pdf")
    with pdfplumber.open(tmp_path / "paper.pdf") as paper:
        texts = [sheet.extract_text() for sheet in paper.pages]
        sizes = {(round(sheet.width), round(sheet.height)) for sheet in paper.pages}
    assert sizes <= {(595, 842), (594, 841), (596, 842), (595, 841)}
    assert len(texts) >= 3
    for number, text in enumerate(texts, 1):
        assert f"{number} / {len(texts)}" in text
        assert "2024-01-31" in text
    starts = [number for number, text in enumerate(texts) for key in ("P01", "P02") if re.match(rf"(?:2024-01-31\s+)?{key} ", text)]
    assert len(starts) == 2
    assert "核" in texts[-1].rpartition("填报")[2]


def test_a_chart_alone_has_its_colours_and_its_labels(tmp_path: Path) -> None:
    from PIL import Image

    rows = [Bar("一个名字很长的项目" * 6, Decimal(45), Decimal(40), Decimal(15), "45.00")]
    chart = bars(rows, Decimal(100), title="项目", marks=[("优", Decimal(90))])
    browse(tmp_path, f"<body style='margin:0;background:#fff'>{chart}", "--window-size=1300,200", "--screenshot=chart.png")
    image = Image.open(io.BytesIO((tmp_path / "chart.png").read_bytes())).convert("RGB")
    data = image.tobytes()
    colours = Counter(zip(data[::3], data[1::3], data[2::3], strict=True))
    assert colours[(44, 110, 88)] > 3_000
    assert any(colours[shade] > 200 for shade in colours if shade[0] > 180 and shade[2] < 120)
    assert colours[(0, 0, 0)] < 2_000
    left = [image.getpixel((0, row)) for row in range(60)]
    assert set(left) == {(255, 255, 255)}


@pytest.mark.parametrize("width", [400, 1280])
def test_open_points_are_hatched_in_the_colours_of_the_dark(width: int, page: str, tmp_path: Path) -> None:
    from PIL import Image

    bar = Bar("甲", Decimal(10), Decimal(80), Decimal(10), "10.00")
    charts = "".join(bars([bar], Decimal(100), title="项目", narrow=narrow) for narrow in (False, True))
    (tmp_path / "inner.html").write_text(re.sub(r"<body>.*</body>", f"<body>{charts}</body>", page, flags=re.DOTALL), "utf-8")
    frame = f'<body style="margin:0"><iframe src="inner.html" style="width:{width}px;height:300px;border:0"></iframe>'
    dark = ("--allow-file-access-from-files", "--blink-settings=preferredColorScheme=0")
    browse(tmp_path, frame, *dark, f"--window-size={width + 100},400", "--screenshot=dark.png")
    data = Image.open(io.BytesIO((tmp_path / "dark.png").read_bytes())).convert("RGB").crop((0, 0, width, 300)).tobytes()
    colours = Counter(zip(data[::3], data[1::3], data[2::3], strict=True))
    assert colours[(0x4A, 0x3D, 0x1C)] > 1_000  # under the hatch
    assert colours[(0xF6, 0xE3, 0xB4)] == 0
