"""The objective (绩效目标): indicator text that leaked into its cell is reported, and the objective left as it stands."""

from __future__ import annotations

from collections.abc import Sequence

from perfrules.findings import Finding, finding
from perfrules.model import Indicator
from perfrules.tables.grid import Cell, at
from perfrules.tables.indicators.cells import excerpt, one_line
from perfrules.tables.indicators.joined import first_trace, take_apart
from perfrules.text import Span


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
