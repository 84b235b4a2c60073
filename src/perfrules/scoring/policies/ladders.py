"""Ladders of bands in a policy: shares and ratios as exact fractions, checked for gaps, overlaps and steps against their direction."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Annotated, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, InstanceOf, PlainSerializer, model_validator

from perfrules.errors import PolicyError
from perfrules.quantities import decimal, decimal_of, plain


def _ratio(value: object) -> Fraction:
    if isinstance(value, Fraction):
        return value
    return Fraction(decimal(value if isinstance(value, (Decimal, int, str)) else str(value)))


def _ratio_text(value: Fraction) -> str:
    return plain(decimal_of(value))


Ratio = Annotated[InstanceOf[Fraction], BeforeValidator(_ratio), PlainSerializer(_ratio_text, return_type=str)]
"""A share or a ratio: 0.6 is 60 %."""


class SettingsTable(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Band(SettingsTable):
    """From ``at`` (TOML key ``from``) on, up to the next band: ``earns`` this share."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)
    at: Ratio = Field(alias="from")
    earns: Ratio


class Tier(SettingsTable):
    """Far above the target: from a ratio on (``from``), or only above it (``above``), ``earns`` this share."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)
    at: Ratio | None = Field(None, alias="from")
    above: Ratio | None = None
    earns: Ratio

    @model_validator(mode="after")
    def _one_edge(self) -> Self:
        if (self.at is None) == (self.above is None):
            raise PolicyError("写明 from（含本数）或 above（不含本数）之一", "state from (included) or above (excluded), one of them")
        return self

    @property
    def edge(self) -> Fraction:
        """Where it begins."""
        edge = self.above if self.at is None else self.at
        assert edge is not None
        return edge


def falling(edges: Sequence[Fraction | Decimal], what: str) -> None:
    """Bands stand from the highest to the lowest, none twice."""
    for higher, lower in pairwise(edges):
        if higher == lower:
            raise PolicyError(f"{what}：两档下限同为 {lower}，互相重叠", f"{what}: two bands begin at {lower} and overlap")
        if higher < lower:
            raise PolicyError(
                f"{what}：各档应从高到低排列，{lower} 在 {higher} 之后", f"{what}: bands stand from high to low; {lower} follows {higher}"
            )


def ladder(bands: Sequence[Band], what: str) -> None:
    """A ladder without gap, overlap or step against its direction."""
    if not bands or bands[-1].at != 0:
        raise PolicyError(f"{what}：最低一档应从 0 起，否则有空档", f"{what}: the lowest band begins at 0, or there is a gap")
    falling([band.at for band in bands], what)
    earned = [band.earns for band in bands]
    if any(high < low for high, low in pairwise(earned)):
        raise PolicyError(f"{what}：较高一档得分反而较低", f"{what}: a higher band earns less than a lower one")
    if earned[0] > 1 or earned[-1] < 0:
        raise PolicyError(f"{what}：得分比例应在 0 与 1 之间", f"{what}: what a band earns lies between 0 and 1")
