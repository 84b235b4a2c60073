"""What is to be said about a wording while it is read, before it becomes a finding."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding to be made: its code, its place and what fills its message."""

    code: str
    span: tuple[int, int]
    params: Mapping[str, str] = field(default_factory=dict)


class UnreadableError(ValueError):
    """A phrase with no number that may be read; the remark says why (None: it never had one, such as 两三家)."""

    def __init__(self, remark: Remark | None) -> None:
        super().__init__(remark)
        self.remark = remark
