"""Columns of text within a width."""

from perfrules.report.columns import columns

HEAD = ("编号", "名称", "得分")
ROWS = [("P01I1", "培训人数" * 9, "16.68"), ("P01I2", "满意度", "9.5")]


def test_the_widest_column_gives_way():
    assert max(len(line) for line in columns(HEAD, ROWS, right=[2], most=40)) <= 40


def test_no_column_is_cut_below_what_can_be_read():
    narrow = columns(HEAD, ROWS, right=[2], most=5)
    assert narrow == columns(HEAD, ROWS, right=[2], most=1)
    assert all("16.68" in line for line in narrow[2:3])


def test_numbers_are_never_cut():
    assert columns(("甲", "乙"), [("1000000000", "2000000000")], right=[0, 1], most=3)[2] == "1000000000  2000000000"
