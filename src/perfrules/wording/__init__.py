"""The language of targets: wording in, criteria out. The only package that imports lark."""

from perfrules.wording.criteria import Criterion
from perfrules.wording.operator_kinds import OperatorKind
from perfrules.wording.targets import Target, comparator, parse
from perfrules.wording.vocabularies import Vocabulary

__all__ = ["Criterion", "OperatorKind", "Target", "Vocabulary", "comparator", "parse"]
