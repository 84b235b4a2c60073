"""Marks in front of names, and numbers that belong to the names."""

import pytest

from perfrules.tables.indicators.prefixes import without_mark

NAMES = [
    ("指标1：场次", 0, "1", "场次"), ("指标12：场次", 11, "12", "场次"), ("★指标1、场次", 0, "1", "场次"), ("三级指标3 场次", 2, "3", "场次"),
    ("指标12024年12月底前完成验收", 0, "1", "2024年12月底前完成验收"), ("指标22024年12月底前完成验收", 1, "2", "2024年12月底前完成验收"),
    ("指标1010米以上河道保洁率", 0, "10", "10米以上河道保洁率"), ("指标25G基站数", 1, "2", "5G基站数"), ("指标12场次", 11, "12", "场次"),
    ("指标3丙", 2, "3", "丙"), ("指标110千伏线路", 0, "1", "10千伏线路"), ("指标1.5公里", 0, "1", "5公里"), ("指标1.2024年完成", 0, "1", "2024年完成"),
    ("指标010米", 0, None, "指标010米"), ("指标完成率", 0, None, "指标完成率"), ("场次", 0, None, "场次"), ("☆ 场次", 0, None, "场次"), ("指标01", 0, "01", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "before", "number", "name"), NAMES)
def test_marks_are_taken_off_and_numbers_are_not(text: str, before: int, number: str | None, name: str) -> None:
    assert without_mark(text, before) == (number, name)
