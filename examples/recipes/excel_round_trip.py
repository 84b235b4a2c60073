"""Excel/WPS 往返：出填报表，填好，打分，把得分写回原表。The round trip through a spreadsheet program.

    python excel_round_trip.py 目标表.xlsx 文件夹

It makes the sheet to fill in, fills it as a person would, scores it, and writes the scores into a copy of the form.
"""

import subprocess
import sys
from pathlib import Path

from openpyxl import load_workbook


def perfrules(*words: str) -> None:
    """Run the program; raises ``CalledProcessError`` where it cannot do what is asked."""
    subprocess.run([sys.executable, "-m", "perfrules", *words], check=True)


def fill(sheet: Path, values: dict[str, str]) -> int:
    """Write the actual values beside their keys, as someone at a keyboard would; how many were written."""
    book = load_workbook(sheet)
    page = book.active
    rows = list(page.iter_rows())
    heads = next(row for row in rows if any(cell.value == "编号" for cell in row))
    columns = {cell.value: cell.column for cell in heads}
    written = 0
    for row in rows[heads[0].row :]:
        key = row[columns["编号"] - 1].value
        if key in values:
            page.cell(row[0].row, columns["实际完成值"], values[key])
            written += 1
    book.save(sheet)
    return written


def main(form: str, folder: str, values: dict[str, str]) -> Path:
    """The whole trip; the path of the scored form."""
    sheet, scored = Path(folder, "填报表.xlsx"), Path(folder, "得分.xlsx")
    perfrules("template", form, "-o", str(sheet))
    fill(sheet, values)
    perfrules("score", form, "--actuals", str(sheet), "-o", str(scored))
    return scored


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], {"P01I1": "60家"})
