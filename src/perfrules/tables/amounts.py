"""Amounts of money and points as printed: exact decimals, or a finding. Money is converted to the unit of its table."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

from perfrules.findings import Finding, finding
from perfrules.model import Amounts, Funding
from perfrules.quantities import EXACT, decimal
from perfrules.tables.grid import Cell, at
from perfrules.tables.headings.labels import squeezed
from perfrules.tables.headings.money import MONEY, UNITS, money_unit

UNKNOWN = "未知"
"""The unit of funds that print none where other funds of the file do: they add up with nothing."""
_NUMBER = re.compile(
    r"[¥]?(?P<sign>[-−－+]?)(?P<digits>(?:\d{1,3}(?:,\d{3})+|\d{1,40})(?:\.\d{0,20})?|\.\d{1,20})"
    rf"(?P<tail>%|分|\(?(?:单位:)?(?P<unit>{UNITS})整?\)?)?"
)
_SEVERAL = re.compile(r"\d[^\S\r\n]*[\r\n]\s*\d|\d[^\S\r\n]+(?!\d{3}(?!\d))\d")
"""Digits behind a line break or a blank: another number, unless it is three digits on the same line, as thousands are written."""
NOTHING = frozenset({"", "-", "--", "—", "——", "/", "N/A", "n/a", "无"})
"""What people write where no amount is."""


@lru_cache(maxsize=1024)
def amount_of(text: str, unit: str | None = None) -> Decimal | None:
    r"""Return the amount in ``text``, or None where it is none. Money with a unit of its own is converted to ``unit``.

    >>> amount_of("26,000.00"), amount_of("１２．５"), amount_of("26,00"), amount_of("3万元"), amount_of("75.2万", "元")
    (Decimal('26000'), Decimal('12.5'), None, None, Decimal('752000'))
    >>> amount_of("10\n20"), amount_of("10 20"), amount_of("1 234.5"), amount_of("1,234.\n50")
    (None, None, Decimal('1234.5'), Decimal('1234.5'))
    """
    match = None if _SEVERAL.search(text) else _NUMBER.fullmatch(squeezed(text).replace("。", "."))
    if not match or (match["unit"] and unit not in MONEY):
        return None
    number = decimal(match["digits"].replace(",", ""))
    own = money_unit(match["unit"]) if match["unit"] else None
    if own and unit:
        number = converted(number, own, unit)
    return decimal(EXACT.minus(number)) if match["sign"] in ("-", "−", "－") and match["sign"] else number


def unit_behind(text: str) -> str | None:
    """Return the unit of money that stands behind a number.

    >>> unit_behind("6.30（万元）"), unit_behind("50万"), unit_behind("50%")
    ('万元', '万元', None)
    """
    match = _NUMBER.fullmatch(squeezed(text).replace("。", "."))
    return money_unit(match["unit"]) if match and match["unit"] else None


def common_unit(cells: Iterable[Cell]) -> str | None:
    """Return the first unit of money that stands behind a number in the cells: the unit of a table that names none elsewhere."""
    return next((unit for cell in cells if (unit := unit_behind(cell.text))), None)


def converted(number: Decimal, source: str, target: str) -> Decimal:
    """Return ``number`` in another unit of money, exactly.

    >>> converted(Decimal("2863.62"), "元", "万元")
    Decimal('0.286362')
    """
    return decimal(EXACT.scaleb(number, MONEY[source] - MONEY[target]))


def funds_in(funding: Funding, source: str, target: str) -> Funding:
    """Return the funds with every amount converted exactly, as amounts of the department's unit."""

    def moved(amount: Decimal | None) -> Decimal | None:
        return None if amount is None else converted(amount, source, target)

    found: dict[str, object] = {}
    for name, amount in funding:
        if isinstance(amount, Amounts):
            found[name] = Amounts(initial=moved(amount.initial), adjusted=moved(amount.adjusted), executed=moved(amount.executed))
        elif isinstance(amount, Decimal):
            found[name] = moved(amount)
    return Funding.model_validate(found)


def read_amount(cell: Cell, column: str, unit: str | None, findings: list[Finding], *, code: str = "IN011") -> Decimal | None:
    """Return the amount of a cell; None where nothing stands there, or where a finding says that it is no amount."""
    if squeezed(cell.text) in NOTHING:
        return None
    number = amount_of(cell.text, unit)
    if number is None:
        findings.append(at(finding(code, written=cell.text.strip()[:60], column=column), cell))
    return number
