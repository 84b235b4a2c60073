"""The language of targets: wording in, criteria out. The only package that imports lark."""

from typing import TYPE_CHECKING, Any

from perfrules.wording.criteria import Criterion
from perfrules.wording.operator_kinds import OperatorKind
from perfrules.wording.targets import Target, comparator, parse

if TYPE_CHECKING:
    from perfrules.wording.vocabularies import Vocabulary

__all__ = ["Criterion", "OperatorKind", "Target", "Vocabulary", "comparator", "parse"]


def __getattr__(name: str) -> Any:
    if name != "Vocabulary":  # loaded by who has one
        raise AttributeError(f"module 'perfrules.wording' has no attribute {name!r}")
    from perfrules.wording.vocabularies import Vocabulary

    return Vocabulary
