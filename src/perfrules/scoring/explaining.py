"""Derivations of a score or of several of its parts, in one text."""

from __future__ import annotations

from perfrules.arguments import of_kind
from perfrules.errors import ActualsError
from perfrules.scoring.results.outcomes import Score
from perfrules.scoring.results.scores import DepartmentScore

LOST = "lost"
"""In place of a key: every indicator and budget execution that lost points."""


def explain(score: Score, *keys: str, lang: str = "zh") -> str:
    """Return the derivation of ``score`` in ``lang`` (``zh`` or ``en``), or of its parts under ``keys`` in their order.

    A key is ``P01``, ``P01I2`` or ``P01X``; ``lost`` stands for every indicator and budget execution that lost points, the most
    first. Raises :class:`~perfrules.errors.KeyUnknownError` for a key that is none, :class:`~perfrules.errors.ActualsError` for
    keys of a score that has no parts.
    """
    of_kind(score, Score, ("得分（score 或 evaluate 的结果）", "a score"))
    if not keys:
        return score.explain(lang)
    if not isinstance(score, DepartmentScore):
        raise ActualsError("只有部门得分可按编号说明。", "Only the score of a department has parts under keys.")
    parts: list[Score] = []
    for key in keys:
        word = str(key).strip()
        parts += _lost(score) if word.lower() == LOST else [score[word.upper()]]
    return "\n\n".join(part.explain(lang) for part in {id(part): part for part in parts}.values()) or _nothing(lang)


def _lost(score: DepartmentScore) -> list[Score]:
    parts = [part for project in score.every_project for part in project.parts if part.lost]
    return sorted(parts, key=lambda part: -part.lost)


def _nothing(lang: str) -> str:
    return "No points are lost." if lang == "en" else "没有失分。"
