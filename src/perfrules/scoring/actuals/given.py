"""What scoring asks of an actual value that is given: the value, and what may stand beside it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from perfrules.findings import Location


class Given(Protocol):
    """An actual value with what stands beside it, as :class:`perfrules.Actual` has it."""

    @property
    def value(self) -> object:
        """Text, a number, a date, or None."""

    @property
    def base(self) -> str | None:
        """The 基期值."""

    @property
    def share(self) -> Decimal | None:
        """The share of a qualitative target."""

    @property
    def deviation_reason(self) -> str | None:
        """The 偏差原因."""

    @property
    def deduction(self) -> Decimal | None:
        """A written deduction of points."""

    @property
    def place(self) -> Location | None:
        """Where it stands in a file."""


@dataclass(frozen=True, slots=True)
class Alone:
    """A value that comes from no table: nothing stands beside it but the base or the share that a caller gives."""

    value: object
    base: str | None = None
    share: Decimal | None = None
    deviation_reason: None = None
    deduction: None = None
    place: None = None
