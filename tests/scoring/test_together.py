"""Several criteria of one indicator as one: the mean, or the worst, of both ends of what they can still earn."""

from fractions import Fraction

import pytest

from perfrules import evaluate
from perfrules.scoring.policies import load
from perfrules.scoring.policies.loading import Policy

OWN = 'extends = "mof-2020-10"\nid = "own"\ntitle = "自定"\njurisdiction = "x"\nyear = 2025\n[several]\ncombine = "{}"\n'


@pytest.fixture(params=["mean", "worst"])
def combined(request, tmp_path) -> tuple[str, Policy]:
    path = tmp_path / "own.toml"
    path.write_text(OWN.format(request.param), "utf-8")
    return request.param, load(path)


@pytest.mark.parametrize(
    ("actual", "mean", "worst"),
    [
        ("1. 40家；2. 5场", ("65.00", "65.00"), ("50.00", "50.00")),
        ("1. 25家", ("25.00", "75.00"), ("0.00", "50.00")),
        ("1. 50家", ("50.00", "100"), ("0.00", "100")),
        ("1. 0家", ("0.00", "50.00"), ("0.00", "0.00")),
        ("1. 不适用；2. 5场", ("50.00", "50.00"), ("50.00", "50.00")),
    ],
)
def test_both_ends_are_combined(combined, actual, mean, worst):
    combine, policy = combined
    score = evaluate("1. ≥50家；2. ≥10场", actual, policy=policy)
    assert tuple(map(str, score.interval)) == (mean if combine == "mean" else worst)


def test_the_explanation_says_which(combined):
    combine, policy = combined
    score = evaluate("1. ≥50家；2. ≥10场", "1. 25家；2. 10场", policy=policy)
    note = next(note for note in score.notes if note.key.startswith("several"))
    assert (note.key, note.values) == (f"several-{combine}", {"count": 2, "share": Fraction(3, 4) if combine == "mean" else Fraction(1, 2)})


def test_where_only_the_first_mark_of_a_list_is_lost_its_item_is_the_first():
    assert evaluate("≥5家；2. ≥3场", "1. 6家；2. 4场").points == 100
    assert evaluate("≥5家；2. ≥3场", "1. 0家；2. 4场").points == 50
