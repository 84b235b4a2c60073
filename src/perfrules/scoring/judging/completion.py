"""How much of the points a number earns: the piece of the curve that it lies on, evaluated as exact arithmetic on fractions."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from perfrules.scoring.judging.curves import bounds_of, curve, shape_of
from perfrules.scoring.judging.meanings import Requirement
from perfrules.scoring.judging.pieces import piece_at
from perfrules.scoring.policies.ladders import Band
from perfrules.scoring.policies.loading import Policy
from perfrules.scoring.policies.settings import Reverse
from perfrules.scoring.results.explanations import Note
from perfrules.scoring.results.outcomes import Outcome


@dataclass(frozen=True, slots=True)
class Completion:
    """What a number comes to: the outcome, the share of the points, the ratio reached (完成率), why, and what is noticed."""

    outcome: Outcome
    share: Fraction
    ratio: Fraction | None
    notes: tuple[Note, ...]
    codes: tuple[str, ...] = ()
    reason_required: bool = False


def complete(
    requirement: Requirement, value: Fraction, policy: Policy, reverse: Reverse | None = None, *, counted: bool = False
) -> Completion:
    """What ``value`` earns of a requirement; ``reverse`` is the rule of the upper bound (the policy's own if None).

    ``counted``: of things that are counted, of which there cannot be a negative number.
    """
    bounds = bounds_of(requirement)
    piece = piece_at(curve(shape_of(requirement, counted=counted), policy, reverse), value, bounds)
    bound = bounds[piece.of]
    ratio = None if piece.ratio is None else piece.ratio.at(value, bound)
    return Completion(piece.outcome, piece.share.at(value, bound), ratio, piece.notes(value, bound), piece.codes, piece.reason_required)


def step_of(steps: tuple[Band, ...], rate: Fraction) -> Band:
    """The band that holds ``rate``; below the lowest one, the lowest."""
    return next((band for band in steps if rate >= band.at), steps[-1])
