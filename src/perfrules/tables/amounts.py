"""Amounts of money and points as printed: exact decimals, or a finding."""

from __future__ import annotations

import re
from decimal import Decimal

from perfrules.findings import Finding, finding
from perfrules.quantities import EXACT, decimal
from perfrules.tables.grid import Cell, at
from perfrules.tables.headings.labels import squeezed

_NUMBER = re.compile(
    r"(?P<sign>[-−－+]?)(?P<digits>(?:\d{1,3}(?:,\d{3})+|\d{1,40})(?:\.\d{0,20})?|\.\d{1,20})(?P<tail>%|元|万元|亿元|千元|分)?"
)
NOTHING = frozenset({"", "-", "--", "—", "——", "/", "N/A", "n/a", "无"})
"""What people write where no amount is."""


def amount_of(text: str, unit: str | None = None) -> Decimal | None:
    """The amount in ``text``, or None where it is none. A money unit behind it must be ``unit``.

    >>> amount_of("26,000.00"), amount_of("１２．５"), amount_of("26,00"), amount_of("3万元", "元")
    (Decimal('26000'), Decimal('12.5'), None, None)
    """
    match = _NUMBER.fullmatch(squeezed(text).replace("。", "."))
    if not match or (match["tail"] and match["tail"] not in ("%", "分", unit)):
        return None
    number = decimal(match["digits"].replace(",", ""))
    return decimal(EXACT.minus(number)) if match["sign"] in ("-", "−", "－") and match["sign"] else number


def read_amount(cell: Cell, column: str, unit: str | None, findings: list[Finding], *, code: str = "IN011") -> Decimal | None:
    """The amount of a cell; None where nothing stands there, or where a finding says that it is no amount."""
    if squeezed(cell.text) in NOTHING:
        return None
    number = amount_of(cell.text, unit)
    if number is None:
        findings.append(at(finding(code, written=cell.text.strip()[:60], column=column), cell))
    return number
