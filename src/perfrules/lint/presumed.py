"""What a check says of a number without operator in a table: which way the policy will take it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from perfrules.findings import Finding
from perfrules.lint.rules.bare_number import RULE
from perfrules.model import Indicator
from perfrules.scoring.judging.presumptions import presumption_of
from perfrules.scoring.policies import Policy


def told(findings: Iterable[Finding], indicator: Indicator, policy: Policy) -> Iterator[Finding]:
    """The findings of an indicator; those of OP001 say how ``policy`` takes the number, or that neither way is certain."""
    for item in findings:
        yield _told(item, indicator, policy) if item.code == RULE.code else item


def _told(item: Finding, indicator: Indicator, policy: Policy) -> Finding:
    criterion = next(one for one in indicator.target.criteria if one.span == item.location.span)
    found = presumption_of(criterion, indicator.name, indicator.category, policy, subcategory=indicator.subcategory)
    if found is None:
        return item
    way = ("多好还是少好说不准，两种理解得分不同时待定", "open where the two ways earn differently")
    if not found.is_open:
        way = (f"{policy.id} 按“{found.way[0]}”计", f"{policy.id} takes it as {found.way[1]}")
    return replace(item, params={**item.params, "taken": f"；{way[0]}", "taken_en": f"; {way[1]}"})
