"""一个虚构的省：多少行、哪粒种子，就是哪张表。A synthetic province: its rows follow from their number and a seed.

    python examples/province.py 1000000 province.parquet

Departments, projects and indicators are made up; wordings are of the kinds that published tables have.
"""

from __future__ import annotations

import sys
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

DEPARTMENTS = ("教育厅", "卫生健康委", "农业农村厅", "交通运输厅", "水利厅", "科学技术厅", "文化和旅游厅", "生态环境厅", "民政厅", "林业局")
KINDS = (
    ("产出指标", "培训人数", "不少于{}人次", (50, 5000), "{}人次"),
    ("产出指标", "建设项目数", "≥{}个", (2, 60), "{}个"),
    ("产出指标", "验收合格率", "≥{}%", (85, 99), "{}%"),
    ("产出指标", "工程完工时限", "{}月底前", (6, 12), "{}月15日"),
    ("成本指标", "人均补助标准", "≤{}元", (200, 3000), "{}元"),
    ("效益指标", "受益群众", "{}万人以上", (1, 200), "{}万人"),
    ("效益指标", "投诉率", "≤{}‰", (1, 9), "{}‰"),
    ("效益指标", "公共服务水平", "进一步提高", (0, 0), "达成（90%）"),
    ("满意度指标", "服务对象满意度", "≥{}%", (85, 95), "{}%"),
)
"""Category, name, wording, from where to where its bound lies, and how an actual value is written."""
SCHEMA = ("部门", "项目", "指标类别", "指标名称", "年度指标值", "实际完成值")


def row(draw: Random, number: int) -> tuple[str, ...]:
    """The indicator of a number: every project has nine, a department some share of the projects."""
    project, place = divmod(number, len(KINDS))
    department = DEPARTMENTS[project * 7 % len(DEPARTMENTS)]
    category, name, wording, ends, written = KINDS[place]
    bound = draw.randint(*ends)
    reached = bound * draw.choice((0.6, 0.85, 0.95, 1, 1, 1, 1.05, 1.2))
    actual = min(round(reached), 12) if "月" in written else round(reached, 1)
    value = "" if draw.random() < 0.02 else written.format(f"{actual:g}" if actual < 10**5 else int(actual))
    return department, f"项目{project + 1}", category, name, wording.format(bound), value


def province(rows: int = 9_000, seed: int = 2023) -> pl.DataFrame:
    """The rows of a province: the same for the same number and seed."""
    import polars as pl

    draw = Random(seed)  # noqa: S311 -- an example that can be repeated
    return pl.DataFrame([row(draw, number) for number in range(rows)], schema=SCHEMA, orient="row")


if __name__ == "__main__":
    province(int(sys.argv[1])).write_parquet(sys.argv[2])
