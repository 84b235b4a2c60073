"""What changes if one policy replaces another, for people and for machines: every project whose grade changes, points, money."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from perfrules.batch.replacing import ProjectChange, Replacement
from perfrules.quantities import plain
from perfrules.report import words
from perfrules.report.columns import columns
from perfrules.report.words import money, said
from perfrules.text import visible


def replacement_text(found: Replacement, lang: str = "zh", *, width: int | None = None) -> str:
    """Return the counts and the money, the projects whose grade changes, then those of which only the points do, then the departments."""
    changed = [change for change in found.changes if change.key]
    departments = [change for change in found.changes if not change.key]
    zh = f"{found.tables} 张表、{found.projects} 个项目：得分变化 {len(changed)} 个，等级变化 {len(found.regraded)} 个"
    en = f"{found.tables} tables, {found.projects} projects: points of {len(changed)} change, grades of {len(found.regraded)}"
    sums = _sums(found.money(found.regraded), lang)
    amount = said((f"（涉及资金 {sums}）", f" (funds {sums})"), lang) if sums else ""
    blocks = [said((zh, en), lang) + amount + said(("。", "."), lang)]
    titles = (("等级变化的项目", "Projects whose grade changes"), ("只有得分变化的项目", "Projects of which only the points change"))
    groups = ([change for change in changed if change.regraded], [change for change in changed if not change.regraded])
    for title, group in zip((*titles, ("部门", "Departments")), (*groups, departments), strict=True):
        if group:
            rows = [_row(change, lang) for change in group]
            head = said((("文件", "编号", "项目", "得分", "等级", "资金"), ("File", "Key", "Project", "Points", "Grade", "Funds")), lang)
            blocks.append("\n".join((said(title, lang), *columns(head, rows, (5,), most=width))))
    if found.errors:
        lines = [f"{visible(name)}{said(('：', ': '), lang)}{visible(error.message(lang))}" for name, error in found.errors.items()]
        blocks.append("\n".join((said(("未能评分", "Not scored"), lang), *lines)))
    return "\n\n".join(blocks)


def _row(change: ProjectChange, lang: str) -> list[str]:
    grades = " → ".join(dict.fromkeys(words.grade(grade, lang) for grade in change.grades))
    funds = "" if change.funding is None else f"{money(change.funding)}{change.unit or ''}"
    return [visible(text) for text in (change.table, change.key, change.name, " → ".join(change.points), grades, funds)]


def _sums(sums: Mapping[str, Decimal], lang: str) -> str:
    return said(("、", ", "), lang).join(f"{money(amount)}{unit}" for unit, amount in sums.items())


def replacement_dict(found: Replacement) -> dict[str, Any]:
    """Return the same as JSON values; money by unit, as plain decimal text."""
    changes = [
        {
            "file": change.table,
            "key": change.key or None,
            "name": change.name,
            "points": list(change.points),
            "grades": list(change.grades),
            "funding": None if change.funding is None else plain(change.funding),
            "unit": change.unit,
        }
        for change in found.changes
    ]
    amounts = {unit: plain(amount) for unit, amount in found.money(found.regraded).items()}
    errors = [{"file": name, "message": error.zh, "message_en": error.en} for name, error in found.errors.items()]
    counts = {"tables": found.tables, "projects": found.projects, "regraded": len(found.regraded), "regraded_funds": amounts}
    return {"one": found.one, "other": found.other} | counts | {"changes": changes, "errors": errors}
