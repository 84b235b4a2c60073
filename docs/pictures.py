"""The pictures of the manual, made from the example: what goes in, the filled form, the page of the report."""

import html
import subprocess
import tempfile
from pathlib import Path

from docs import house
from openpyxl import load_workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image

from perfrules.cli import main as perfrules

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs/pictures"
EXAMPLE = ROOT / "examples/guangzhou-2023"
SHOWN = "项目04"  # a project whose points are lost for several reasons

STYLE = """
body { margin: 12px; font: 13px "Noto Sans CJK SC", sans-serif; color: #111; background: #fff; }
table { border-collapse: collapse; }
td, th { border: 1px solid #bbb; padding: 3px 6px; vertical-align: middle; font-weight: normal; }
th { background: #eee; color: #555; text-align: center; }
.centre { text-align: center; }
.bold { font-weight: bold; }
"""


def chromium() -> str | None:
    """Return the browser that is installed here, or None."""
    return next(
        (path for path in ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome") if Path(path).exists()), None
    )


def shoot(page: Path, picture: Path, width: int, height: int) -> None:
    """Photograph a page in headless Chromium, in few colours so that the file stays small."""
    browser = chromium()
    if browser is None:
        raise SystemExit("pictures need Chromium and a Chinese font (fonts-noto-cjk)")
    with tempfile.TemporaryDirectory() as profile:
        flags = (
            "--headless --no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync "
            "--no-first-run --hide-scrollbars"
        )
        command = [browser, *flags.split(), f"--user-data-dir={profile}", f"--window-size={width},{height + 200}"]
        subprocess.run([*command, f"--screenshot={picture}", page.as_uri()], check=True, capture_output=True, timeout=120)
    with Image.open(picture) as shot:
        shot.convert("RGB").crop((0, 0, width, height)).quantize(64).save(picture, optimize=True)


def _page(body: str) -> str:
    return f'<!doctype html><meta charset="utf-8"><style>{STYLE}</style>{body}'


def published(lines: int = 3) -> str:
    """Return the head and the first rows of the published table as a web page."""
    rows = [line.split("\t") for line in (EXAMPLE / "table.txt").read_text("utf-8").splitlines() if "\t" in line]
    cells = "".join("<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in rows[: lines + 2])
    return _page(f'<p class="bold">项目支出绩效目标表</p><table>{cells}</table>')


def _shown(cell: Cell | MergedCell) -> str:
    if "%" in cell.number_format and isinstance(cell.value, int | float):
        return f"{cell.value:.2%}"
    if cell.number_format in ("0.00", "#,##0.00") and isinstance(cell.value, int | float):
        return f"{cell.value:,.2f}"
    return "" if cell.value is None else str(cell.value)


def sheet_page(sheet: Worksheet) -> str:
    """Return a worksheet as a web page that looks like it: column letters, row numbers, merged cells."""
    spans = {(area.min_row, area.min_col): area for area in sheet.merged_cells.ranges}
    covered = {cell for area in spans.values() for cell in area.cells} - set(spans)
    head = "".join(f"<th>{get_column_letter(column)}</th>" for column in range(1, sheet.max_column + 1))
    rows = []
    for row in range(1, sheet.max_row + 1):
        cells = []
        for column in range(1, sheet.max_column + 1):
            if (row, column) in covered:
                continue
            cell = sheet.cell(row, column)
            area = spans.get((row, column))
            size = f' rowspan="{area.size["rows"]}" colspan="{area.size["columns"]}"' if area else ""
            classes = " ".join(name for name, on in (("bold", cell.font.b), ("centre", cell.alignment.horizontal == "center")) if on)
            cells.append(f'<td{size} class="{classes}">{html.escape(_shown(cell))}</td>')
        rows.append(f"<tr><th>{row}</th>{''.join(cells)}</tr>")
    return _page(f"<table><tr><th></th>{head}</tr>{''.join(rows)}</table>")


def _score(output: Path) -> None:
    table, actuals = str(EXAMPLE / "table.txt"), str(EXAMPLE / "actuals.csv")
    perfrules(["score", table, "--actuals", actuals, "--year", "2023", "-o", str(output)], standalone_mode=False)


def take() -> None:
    """Make every picture anew."""
    house.draw(PICTURES)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "published.html").write_text(published(), "utf-8")
        _score(place / "form.xlsx")
        workbook = load_workbook(place / "form.xlsx", data_only=True)
        (place / "form.html").write_text(sheet_page(workbook[SHOWN]), "utf-8")
        _score(place / "report.html")
        perfrules(["template", str(EXAMPLE / "table.txt"), "-o", str(place / "sheet.xlsx")], standalone_mode=False)
        actuals = load_workbook(place / "sheet.xlsx").worksheets[0]
        actuals.delete_rows(14, actuals.max_row)
        (place / "sheet.html").write_text(sheet_page(actuals), "utf-8")
        for name, width, height in (("published", 1100, 420), ("sheet", 1300, 560), ("form", 1100, 620), ("report", 1100, 900)):
            shoot(place / f"{name}.html", PICTURES / f"{name}.png", width, height)
