"""定时任务：给文件夹里的自评表打分，写一张汇总。A scheduled job: score every table of a folder, write one summary.

    python scheduled_job.py 自评表 汇总.csv

What is wrong with one table is a line of the summary, and the others go on. Exit code 0: every table was scored; 2: some were not.
"""

import csv
import sys
from pathlib import Path

from perfrules.batch import find_jobs, score_all

HEAD = ("表", "已定得分", "最低", "最高", "等级", "错误", "说明")


def run(folder: str, summary: str) -> int:
    """Score the tables and write the summary beside and then into place; how many could not be scored."""
    failed = 0
    beside = Path(summary).with_suffix(".part")
    with beside.open("w", encoding="utf-8-sig", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(HEAD)
        for result in score_all(find_jobs(folder)):
            if result.score is None:
                failed += 1
                rows.writerow((result.name, "", "", "", "", "", result.error.zh if result.error else ""))
                continue
            low, high = result.score.interval
            errors = sum(finding.severity == "error" for finding in result.findings)
            rows.writerow((result.name, result.score.points, low, high, result.score.grade_label, errors, ""))
    beside.replace(summary)
    return failed


if __name__ == "__main__":
    sys.exit(2 if run(*sys.argv[1:3]) else 0)
