"""Policies (评分办法): the TOML files of this folder, the settings that each has to fix, and how a file is loaded and checked."""

from perfrules.scoring.policies.loading import DEFAULT, Policy, PolicyLike, load, shipped

__all__ = ["DEFAULT", "Policy", "PolicyLike", "load", "shipped"]
