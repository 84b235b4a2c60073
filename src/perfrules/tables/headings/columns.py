"""Column roles of tables with one indicator a row, the words they go by, and the words that users add."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from perfrules.documents import file_text, read_toml
from perfrules.errors import DocumentError, SettingsError
from perfrules.tables.grid import Row
from perfrules.tables.headings.labels import label, roles

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "project": ("项目名称", "项目"),
    "code": ("项目代码", "项目编码", "项目编号"),
    "number": ("序号", "指标序号"),
    "first": ("一级指标", "指标类别", "指标类型", "指标分类", "类别"),
    "second": ("二级指标", "二级指标名称"),
    "name": ("三级指标", "三级指标名称", "指标名称", "绩效指标名称", "指标内容", "具体指标", "考核指标", "明细指标", "四级指标", "绩效指标", "指标"),
    "target": ("年度指标值", "指标值", "目标值", "年度目标值", "预期指标值", "年初指标值", "年初目标值", "全年指标值", "计划指标值", "预期目标值",
               "绩效指标值", "年度绩效指标值", "计划完成值", "预期值", "计划值", "年初设定值", "预期完成值", "预期当年实现值"),
    "nature": ("指标性质", "性质", "指标值符号", "指标符号", "运算符号", "比较符号", "符号", "指标方向", "指标值类型"),
    "unit": ("度量单位", "计量单位", "指标单位", "单位"),
    "actual": ("实际完成值", "全年实际值", "全年实际完成值", "实际完成指标值", "年度实际完成值", "全年完成值", "实际值", "完成值", "实际完成情况", "完成情况"),
    "weight": ("分值", "权重", "指标分值", "标准分值", "标准分", "满分", "分值权重", "权重分值", "分数"),
    "points": ("得分", "自评得分", "自评分", "评分", "实际得分", "指标得分"),
    "reason": ("偏差原因分析及改进措施", "偏差原因分析与改进措施", "偏差原因", "偏差原因分析", "未完成原因分析及改进措施", "未完成原因分析", "未完成原因",
               "未完成原因和改进措施", "原因分析", "偏差分析及改进措施", "偏差原因及改进措施", "未完成原因及拟采取的改进措施", "偏差原因分析及整改措施"),
    "note": ("备注", "备注说明", "其他说明"),
    "criterion": ("条件序号",),
}  # fmt: skip
"""The words of each role, the ones that win first."""


def checked(columns: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """The user's words by role; raises :class:`~perfrules.errors.SettingsError` for a role that is none.

    >>> checked({"name": "考核内容"})
    {'name': ('考核内容',)}
    """
    found = {}
    for role, words in columns.items():
        if role not in COLUMNS:
            raise SettingsError(
                f"[tool.perfrules.columns] 中的“{role}”不是列的含义，可用：{'、'.join(COLUMNS)}。",
                f"“{role}” in [tool.perfrules.columns] is no role of a column; there are: {', '.join(COLUMNS)}.",
            )
        listed = [words] if isinstance(words, str) else words
        if not isinstance(listed, (list, tuple)) or not all(isinstance(word, str) for word in listed):
            raise SettingsError(
                f"[tool.perfrules.columns] 中的“{role}”应为列名或列名的列表。",
                f"“{role}” in [tool.perfrules.columns] is a header or a list of them.",
            )
        found[role] = tuple(label(word) for word in listed)
    return found


def configured_columns(start: Path) -> dict[str, tuple[str, ...]]:
    """The words of the nearest ``pyproject.toml`` at or above ``start``; none where it has none."""
    for folder in (start, *start.parents):
        file = folder / "pyproject.toml"
        if file.is_file():
            try:
                tool = read_toml(file_text(file)).get("tool", {})
            except DocumentError as error:
                raise SettingsError(f"无法读取“{file}”：{error.zh}。", f"Cannot read “{file}”: {error.en}.") from error
            except (OSError, ValueError) as error:
                raise SettingsError(f"无法读取“{file}”：{error}。", f"Cannot read “{file}”: {error}.") from error
            return checked(tool.get("perfrules", {}).get("columns", {}))
    return {}


def indicator_columns(rows: Sequence[Row], index: int, aliases: Mapping[str, tuple[str, ...]]) -> tuple[dict[str, int], int] | None:
    """The columns of the header that begins at ``index`` and its depth, or None where no header of indicators begins there.

    The second row of a header may say that a target stands in several columns (指标性质 指标值 度量单位).
    """
    words = words_with(aliases)
    columns = roles(rows[index], words)
    if not {"name", "target"} <= columns.keys() or columns["name"] == columns["target"]:
        return None
    columns = _spanning(rows, index, words) | columns | _second_half(rows[index], columns)
    below = roles(rows[index + 1], words) if index + 1 < len(rows) else {}
    if {"nature", "unit"} & below.keys():
        return columns | {role: column for role, column in below.items() if role in ("nature", "target", "unit", "weight")}, 2
    return columns, 1


def _spanning(rows: Sequence[Row], index: int, words: Mapping[str, tuple[str, ...]]) -> dict[str, int]:
    """The columns of projects that a header in two rows names in its upper one only, where the cells below are filled."""
    if not 0 < index < len(rows) - 1:
        return {}
    above = roles(rows[index - 1], {role: words[role] for role in ("project", "code", "number")})
    return {role: column for role, column in above.items() if _is_blank(rows[index], column) and _is_data(rows[index + 1], column)}


def _is_blank(row: Row, column: int) -> bool:
    return column < len(row) and not row[column].text.strip()


def _is_data(row: Row, column: int) -> bool:
    return column < len(row) and bool(row[column].text.strip()) and label(row[column].text) not in ("绩效指标", "年度绩效指标")


def _second_half(row: Row, columns: Mapping[str, int]) -> dict[str, int]:
    """The right half of a declaration that sets out its whole period on the left and its year on the right."""
    said = [label(cell.text) if cell.text and not cell.inherited else "" for cell in row]
    halves = {
        role: [place for place, word in enumerate(said) if word == said[columns[role]]]
        for role in ("second", "name", "target")
        if role in columns
    }
    if any(len(places) != 2 for places in halves.values()) or halves["name"][1] < halves["target"][0]:
        return {}
    return {role: places[1] for role, places in halves.items()}


def header_texts(rows: Sequence[Row], columns: Mapping[str, int]) -> tuple[str, ...]:
    """What the header says above each of the columns, from left to right."""
    return tuple(
        label(next((row[column].text for row in reversed(rows) if column < len(row) and row[column].text.strip()), ""))
        for column in sorted(set(columns.values()))
    )


def words_with(aliases: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """The words of each role with the user's in front."""
    return {role: (*aliases.get(role, ()), *words) for role, words in COLUMNS.items()}
