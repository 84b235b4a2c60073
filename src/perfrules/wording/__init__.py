"""The language of targets: wording in, criteria out. The only package that imports lark."""

from perfrules.wording.criteria import Criterion
from perfrules.wording.targets import Target, comparator, parse

__all__ = ["Criterion", "Target", "comparator", "parse"]
