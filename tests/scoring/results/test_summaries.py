"""What a notebook shows of a project and a department."""

from html.parser import HTMLParser

from tests.sample_scores import department_score


class _Table(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.tags: set[str] = set()
        self.caption = ""
        self._inside = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self._inside = tag
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_data(self, data: str) -> None:
        if self._inside == "caption":
            self.caption += data
        elif self._inside in ("td", "th"):
            self.rows[-1][-1] += data


def test_a_department_is_a_small_table_of_its_projects():
    shown = _Table(department_score()._repr_html_())
    assert shown.caption == "广州市科学技术局（本级） 42.5 / 100（42.5～91.25），待定，已判定 66.67%"
    assert shown.rows[0] == ["编号", "名称", "得分", "分值", "可能得分", "结论"]
    assert shown.rows[1] == ["P01", "TCL华星光电T9项目", "45", "100", "45～85", "待定"]
    assert shown.rows[2][-1] == "差"


def test_a_project_is_a_small_table_of_its_parts_and_text_from_strangers_stays_text():
    project = department_score().projects[1]
    shown = _Table(project._repr_html_())
    assert [row[0] for row in shown.rows[1:]] == ["P02X", "P02I1", "P02I2"]
    assert shown.rows[2][1] == "<script>alert(1)</script>|*x*"
    assert shown.rows[0] == ["编号", "名称", "指标值", "实际完成值", "得分", "分值", "可能得分", "结论"]
    assert shown.rows[1][2:4] == ["", "— / —"]
    assert shown.rows[2][2:4] == ["≥3家\\x1b[2J", "-3家"]
    assert shown.rows[2][6:] == ["0", "未达到"]
    assert "script" not in shown.tags
    assert "\x1b" not in project._repr_html_()
