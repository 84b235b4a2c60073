"""The package against an independent reckoning: generated judgements, totals of projects, and hulls by brute force."""

from fractions import Fraction
from itertools import product
from random import Random

import pytest
from tests.scoring.oracle import half_up, judged, points
from tests.scoring.oracle_cases import EVERY, every_case

from perfrules import Department, Indicator, Project, evaluate, score
from perfrules.wording import parse

CASES = list(dict.fromkeys(every_case()))


def test_there_are_enough_of_them():
    assert len(CASES) >= 1500


@pytest.mark.parametrize("policy", EVERY)
def test_every_generated_case_comes_to_what_the_rules_say(policy):
    wrong = []
    for case in (case for case in CASES if case.policy == policy):
        found = evaluate(case.target, case.actual, policy=policy, **dict(case.asked))
        if (found.outcome.value, *map(Fraction, found.interval)) != (case.outcome, case.low, case.high):
            wrong.append((case, found.outcome.value, [str(end) for end in found.interval]))
    assert not wrong, wrong[:5]


def _project(random: Random, number: int, *, is_open: bool) -> tuple[Project, Fraction, Fraction, Fraction]:
    """A project of weighed rows with its points as the rules give them, low and high."""
    weights = [20, 30, 20, 20]
    rows, low, high = [], Fraction(0), Fraction(0)
    for place, (weight, category) in enumerate(zip(weights, ("output", "output", "benefit", "satisfaction"), strict=True)):
        target, reached = random.randrange(5, 90), random.randrange(1, 120)
        met, share = judged("≥", Fraction(target), None, Fraction(reached), "mof-2020-10")
        unknown = is_open and place == 1
        actual = None if unknown else f"{reached}家"
        rows.append(Indicator(name=f"数{place}", category=category, target=parse(f"≥{target}家"), actual=actual, weight=weight))
        low += 0 if unknown else points(share, Fraction(weight))
        high += weight if unknown else points(share, Fraction(weight))
        assert met is (share == 1)
    budget, spent = random.randrange(50, 400), random.randrange(10, 500)
    execution = points(min(Fraction(spent, budget), Fraction(1)), Fraction(10))
    funding = {"total": {"initial": budget, "adjusted": budget, "executed": spent}}
    return (
        Project(name=f"项目{number}", funding=funding, indicators=rows),
        half_up(low + execution),
        half_up(high + execution),
        Fraction(budget),
    )


@pytest.mark.parametrize("seed", range(40))
def test_totals_are_those_of_the_rules(seed):
    random = Random(seed)
    made = [_project(random, number, is_open=number % 2 == 1) for number in range(1 + seed % 4)]
    found = score(Department(name="部门", projects=[project for project, *_ in made]), {})
    assert [tuple(map(Fraction, project.interval)) for project in found.projects] == [(low, high) for _, low, high, _ in made]
    whole = sum(weight for *_, weight in made)
    low = half_up(sum(low * weight for _, low, _, weight in made) / whole)
    high = half_up(sum(high * weight for _, _, high, weight in made) / whole)
    assert tuple(map(Fraction, found.interval)) == (low, high)


@pytest.mark.parametrize("seed", range(8))
def test_where_weights_are_unknown_the_interval_is_the_hull_of_all_of_them(seed):
    random = Random(1000 + seed)
    made = [_project(random, number, is_open=number == 0) for number in range(3)]
    lost = {number for number in range(3) if random.random() < 0.6} or {0}
    projects = [
        project.model_copy(update={"funding": type(project.funding).model_validate({"total": None})}) if number in lost else project
        for number, (project, *_) in enumerate(made)
    ]
    found = score(Department(name="部门", projects=projects), {})
    ends = [tuple(map(Fraction, project.interval)) for project in found.projects]
    tried = [Fraction(value) for value in (0, 1, 10, 10**9)]
    means: list[Fraction] = []
    for chosen in product(tried, repeat=len(lost)):
        free = dict(zip(sorted(lost), chosen, strict=True))
        weights = [free.get(number, weight) for number, (*_, weight) in enumerate(made)]
        whole = sum(weights, Fraction(0))
        if whole:
            means += [sum((end[side] * weight for end, weight in zip(ends, weights, strict=True)), Fraction(0)) / whole for side in (0, 1)]
    assert abs(Fraction(found.interval.low) - min(means)) <= Fraction(1, 100)
    assert abs(Fraction(found.interval.high) - max(means)) <= Fraction(1, 100)
