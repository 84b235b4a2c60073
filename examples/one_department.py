"""Import the library: read a department's table, score it, say what is lost and why, and what the next grade needs.

python examples/one_department.py
"""

from pathlib import Path

import perfrules
from perfrules.tables.actuals import read_actuals

FOLDER = Path(__file__).parent / "guangzhou-2023"


def main() -> None:
    """Print the department's total, its weakest project, that project's costliest indicator, and the way to 优."""
    reading = perfrules.read(FOLDER / "table.txt")
    actuals, remarks = read_actuals(FOLDER / "actuals.csv")
    for remark in remarks:
        print(remark.severity.value, remark.location, remark.message)

    department = perfrules.score(reading.department, actuals)
    print(f"{department.name}：{department.points} / {department.maximum}，{department.grade_label}")

    weakest = min(department.projects, key=lambda project: project.interval.high)
    print(f"最低的项目：{weakest.key} {weakest.name}，{weakest.interval.low}～{weakest.interval.high}")

    costliest = max(weakest.indicators, key=lambda indicator: indicator.lost)
    print(costliest.explain())
    print(weakest.needed_for("优").explain())


if __name__ == "__main__":
    main()
