"""The objective (绩效目标) of a form and its fulfilment; indicator text that leaked into its cell is reported, and the objective left as it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from perfrules.findings import Finding, finding
from perfrules.model import Indicator
from perfrules.tables.forms.draft import Draft
from perfrules.tables.forms.sources import source_of
from perfrules.tables.grid import Cell, Row, at
from perfrules.tables.headings.labels import label
from perfrules.tables.headings.vocabulary import either, headings
from perfrules.tables.indicators.cells import excerpt, one_line
from perfrules.tables.indicators.contents import own_cell
from perfrules.tables.indicators.joined import first_trace, take_apart
from perfrules.text import Span

_GOALS = headings("goals")
PLANNED, REACHED, OBJECTIVE = _GOALS["planned"], _GOALS["reached"], _GOALS["objective"]
_HEADINGS = frozenset(word for words in headings("columns").values() for word in words)
_GOAL_LABEL = re.compile(f"{either('goal_labels', 'front')}{{1,5}}{either('goal_labels', 'end')}")


def read_objectives(rows: list[Row], form: Draft) -> None:
    """The objective at 预期目标 and its fulfilment at 实际完成情况, each below its label or beside it; else that at 年度总体目标."""
    below = [*rows[1:], ()]
    places = [index for index, row in enumerate(rows) if not _heads_tasks(row, below[index])]
    both = [index for index in places if _labelled(rows[index], PLANNED) is not None and _labelled(rows[index], REACHED) is not None]
    for index in both or places:
        row = rows[index]
        planned, reached = (_labelled(row, words) for words in (PLANNED, REACHED))
        if planned is None and reached is not None:
            planned = next((column for column in (_labelled(row, OBJECTIVE),) if column is not None and not _beside(row, column)), None)
        if planned is None and reached is None:
            continue
        for column, name in ((planned, "objective"), (reached, "reached")):
            if column is not None:
                form.take(row[column])
                beside = _beside(row, column)
                form.take(*([beside] if beside else []))
                setattr(form, name, beside or _below(rows[index + 1 :], column, form))
        break
    for row in (rows[index] for index in places):
        column = _labelled(row, OBJECTIVE)
        if column is not None:
            form.take(row[column])
            found = _beside(row, column)
            if form.objective is None and found is not None:
                form.objective = found
                form.take(found)


def _heads_tasks(row: Row, below: Row) -> bool:
    """Whether a row heads a list of tasks (任务名称 完成情况): what was reached has a text of its own below, and no goal but something else has."""
    reached = _labelled(row, REACHED)
    if reached is None or _beside(row, reached) or own_cell(below, reached) is None:
        return False
    filled = [index for index in range(len(row)) if index != reached and own_cell(row, index) and own_cell(below, index)]
    return bool(filled) and not any(_is_goal(label(row[index].text)) for index in filled)


def _is_goal(said: str) -> bool:
    """Whether words are a label of goals, or one over several of them."""
    return said in (*PLANNED, *REACHED, *OBJECTIVE, *headings("groups")["form"]) or _GOAL_LABEL.fullmatch(said) is not None


def _beside(row: Row, column: int) -> Cell | None:
    """The text beside a label, unless it is another label: a known one, short words that end as labels of goals do, or a heading (序号)."""
    cell = next((cell for cell in row[column + 1 :] if cell.text.strip() and not cell.inherited), None)
    said = label(cell.text) if cell else ""
    is_label = said in (*PLANNED, *REACHED, *_HEADINGS) or _GOAL_LABEL.fullmatch(said) is not None
    return None if is_label else cell


def _labelled(row: Row, words: Sequence[str]) -> int | None:
    return next((index for index, cell in enumerate(row) if not cell.inherited and cell.text and label(cell.text) in words), None)


def _below(rows: Sequence[Row], column: int, form: Draft) -> Cell | None:
    """The text below a label, down to the next label; several cells are one text with a line each."""
    found: list[Cell] = []
    for row in rows:
        cell = row[column] if column < len(row) else None
        if cell is None or any(source_of(other) for other in row) or _labelled(row, (*PLANNED, *REACHED)) is not None:
            break
        if cell.text.strip() and not cell.inherited:
            found.append(cell)
    form.take(*found)
    return replace(found[0], text="\n".join(cell.text.strip() for cell in found)) if found else None


def leaked(cell: Cell, indicators: Sequence[Indicator], project: str) -> list[Finding]:
    """The finding on indicator text inside a goal cell, or nothing. It says whether the cell of indicators has the same."""
    start = first_trace(cell.text)
    if start is None:
        return []
    stretch = cell.text[start:]
    taken = take_apart(stretch)
    known = {(indicator.name, indicator.target.text) for indicator in indicators}
    found = [(one_line(entry.name.of(stretch)), entry.target.of(stretch) if entry.target else "") for entry in taken.entries]
    other = [name for name, target in found if (name, target) not in known]
    if not found:
        verdict, verdict_en = "没有完整的指标", "no whole indicator"
    elif other:
        verdict, verdict_en = f"其中 {len(other)} 项与指标单元格不同", f"{len(other)} of them differ from the indicator cell"
    else:
        verdict, verdict_en = f"{len(found)} 项均与指标单元格相同", f"{len(found)}, all the same as in the indicator cell"
    span = Span(start, len(cell.text.rstrip()))
    return [at(finding("TB005", excerpt=excerpt(stretch), verdict=verdict, verdict_en=verdict_en), cell, span=span, project=project)]
