"""How much of the points a number earns: the piece of the curve that it lies on, evaluated as exact arithmetic on fractions."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from perfrules.scoring.judging.curves import bounds_of, curve, forward_rates, shape_of
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


def complete_from(base: Fraction, requirement: Requirement, value: Fraction, policy: Policy) -> Completion | None:
    """What ``value`` earns where completion is measured from ``base``: the share of the way to the bound, by the forward rule.

    None where the target is met, or where the base itself meets it: then there is no way to go.
    """
    bound = requirement.low if requirement.high is None else requirement.high if requirement.low is None else None
    if bound is None or value in requirement or base == bound or base in requirement:
        return None
    reached = max(Fraction(0), (value - base) / (bound - base))
    rate = max((rate for rate in forward_rates(policy.forward) if rate.start <= reached), key=lambda rate: rate.start)
    share = rate.share(reached)
    way = Note("rate-from-base", {"base": base, "value": value, "bound": bound, "rate": reached}, "base")
    pays = Note(rate.key, {"rate": reached, "share": share, **rate.values}, "forward")
    return Completion(Outcome.UNMET, share, reached, (way, pays))


def step_of(steps: tuple[Band, ...], rate: Fraction) -> Band:
    """The band that holds ``rate``; below the lowest one, the lowest."""
    return next((band for band in steps if rate >= band.at), steps[-1])
