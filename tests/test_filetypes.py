"""Which files are reports of perfrules itself."""

from pathlib import Path

from perfrules.filetypes import is_report_file


def test_what_cannot_be_opened_is_left_to_who_reads_it(tmp_path: Path) -> None:
    (tmp_path / "报告.html").write_text("<!DOCTYPE html>\n<head><!-- perfrules score -->", "utf-8")
    assert [is_report_file(tmp_path / "报告.html"), is_report_file(tmp_path)] == [True, False]
