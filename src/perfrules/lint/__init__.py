"""Lint: what reviewers send wording back for. One rule a file in ``rules/``, discovered, never registered."""

from perfrules.lint.checking import check, inspect
from perfrules.lint.results import Inspection
from perfrules.lint.rulebook import all_rules, find_rule
from perfrules.lint.selection import Selection

__all__ = ["Inspection", "Selection", "all_rules", "check", "find_rule", "inspect"]
