from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfrules import Category
from perfrules.scoring.policies import load
from perfrules.scoring.rounding import rounded, shares, total
from perfrules.scoring.weights import Bearer, allot

OUT, BEN, SAT, COST = Category.OUTPUT, Category.BENEFIT, Category.SATISFACTION, Category.COST
DECISION, PROCESS = Category.DECISION, Category.PROCESS


OWN = Path(__file__).parents[1] / "cases" / "policies"


def told(policy, bearers):
    policy = OWN / f"{policy}.toml" if policy in ("one-pool", "moved", "rescaled") else policy
    found = allot([Bearer(*bearer) if isinstance(bearer, tuple) else Bearer(bearer) for bearer in bearers], load(policy))
    return [str(weight) for weight in found.weights], str(found.unplaced), [item.code for item in found.findings]


@pytest.mark.parametrize(
    ("policy", "bearers", "weights", "unplaced", "codes"),
    [
        ("mof-2020-10", (OUT, OUT, OUT, BEN, SAT), ["16.68", "16.66", "16.66", "30.00", "10.00"], "0", ["SC021", "SC021", "SC021"]),
        ("mof-2020-10", (OUT, COST, BEN, SAT), ["25.00", "25.00", "30.00", "10.00"], "0", ["SC021", "SC021", "SC021"]),
        ("mof-2020-10", (OUT, BEN), ["56.25", "33.75"], "0", ["SC004", "SC021", "SC021"]),
        ("mof-2020-10", (), [], "90", ["SC005", "SC005", "SC005"]),
        ("mof-2020-10", (OUT, BEN, SAT, None), ["50.00", "30.00", "10.00", "0"], "0", ["SC007", "SC021", "SC021", "SC021"]),
        ("mof-2021-101", (OUT, BEN), ["50.00", "40.00"], "0", ["SC018", "SC021", "SC021"]),
        ("mof-2021-101", (OUT, COST, BEN, SAT), ["40.00", "20.00", "20.00", "10.00"], "0", ["SC021", "SC021", "SC021", "SC021"]),
        ("mof-2021-101", (OUT, SAT), ["50.00", "10.00"], "30", ["SC005", "SC021", "SC021"]),
        ("moved", (OUT,), ["90.00"], "0", ["SC018", "SC021"]),
        ("moved", (OUT, BEN, SAT), ["60.00", "30.00", "0"], "0", ["SC006", "SC021", "SC021"]),
        ("one-pool", (OUT, None), ["40.00", "40.00"], "0", ["SC003"]),
        ("mof-2020-10", ((OUT, Decimal(50)), OUT, (BEN, Decimal(30)), (SAT, Decimal(10))), ["50", "0", "30", "10"], "0", ["SC034"]),
        ("mof-2020-10", ((OUT, Decimal(60)), OUT, (BEN, Decimal(30))), ["60", "0", "30"], "0", ["SC034"]),
        (
            "mof-2020-10",
            ((OUT, Decimal(50)), OUT, (BEN, Decimal(35)), (SAT, Decimal(15))),
            ["50", "0", "30.00", "10.00"],
            "0",
            ["SC034", "SC002", "SC002"],
        ),
        ("mof-2020-10", ((OUT, Decimal(40)), OUT, (BEN, Decimal(30)), (SAT, Decimal(10))), ["25.00", "25.00", "30", "10"], "0", ["SC002"]),
        (
            "mof-2020-10",
            ((OUT, Decimal(55)), (OUT, Decimal(-5)), (BEN, Decimal(30)), (SAT, Decimal(10))),
            ["25.00", "25.00", "30", "10"],
            "0",
            ["SC002"],
        ),
        ("hubei-2020", (OUT, BEN, SAT), ["40.00", "20.00", "20.00"], "0", ["SC003", "SC003"]),
        ("sichuan-2023", (OUT, BEN, SAT), ["30.00", "30.00", "30.00"], "0", ["SC003"]),
        ("sichuan-2023", ((OUT, Decimal("67.5")), (SAT, Decimal("22.5"))), ["67.5", "22.5"], "0", []),
        ("yinchuan-2021", (DECISION, PROCESS, OUT, BEN, SAT), ["10.00", "15.00", "30.00", "25.00", "10.00"], "0", ["SC021"] * 5),
        ("baoshan-2022", (OUT, BEN, SAT), ["60.00", "10.00", "10.00"], "0", ["SC021"] * 3),
        ("rescaled", (OUT, (OUT, None, True), BEN, SAT), ["34.63", "0", "41.53", "13.84"], "0", ["SC021"] * 3),
        ("rescaled", ((OUT, Decimal(50), True), (BEN, Decimal(30)), (SAT, Decimal(10))), ["0", "67.50", "22.50"], "0", []),
        ("rescaled", ((OUT, Decimal(90), True), (BEN, Decimal(0))), ["0", "90.00"], "0", []),
        ("rescaled", ((OUT, None, True), (BEN, None, True)), ["0", "0"], "90", ["SC005"] * 3),
        ("beijing-2016", (OUT,), ["50.00"], "40", ["SC005", "SC003"]),
        ("one-pool", ((OUT, Decimal(50)), (BEN, Decimal(30))), ["50", "30"], "0", []),
        ("mof-2020-10", ((OUT, Decimal(60)), (BEN, Decimal(30))), ["60", "30"], "0", []),
        ("mof-2020-10", ((OUT, Decimal(30)), (OUT, Decimal(20)), BEN, SAT), ["30", "20", "30.00", "10.00"], "0", ["SC021", "SC021"]),
        (
            "mof-2020-10",
            ((OUT, Decimal(30)), (OUT, Decimal(10)), BEN, SAT),
            ["25.00", "25.00", "30.00", "10.00"],
            "0",
            ["SC002", "SC021", "SC021"],
        ),
        ("mof-2020-10", ((OUT, Decimal(30)), OUT, BEN, SAT), ["25.00", "25.00", "30.00", "10.00"], "0", ["SC002", "SC021", "SC021"]),
        ("moved", ((OUT, Decimal(60)), (BEN, Decimal(20)), (SAT, Decimal(10))), ["60", "20", "10"], "0", ["SC022"]),
        ("moved", ((OUT, Decimal(60)), (BEN, Decimal(20)), (SAT, Decimal(10), True)), ["60", "20", "0"], "10", ["SC006"]),
        (
            "mof-2020-10",
            ((OUT, None, True), OUT, OUT, BEN, SAT),
            ["0", "25.00", "25.00", "30.00", "10.00"],
            "0",
            ["SC021", "SC021", "SC021"],
        ),
        ("mof-2020-10", (OUT, BEN, (SAT, None, True)), ["56.25", "33.75", "0"], "0", ["SC004", "SC021", "SC021"]),
        ("one-pool", ((OUT, Decimal(60)), (OUT, Decimal(15)), (OUT, Decimal(5), True)), ["64.00", "16.00", "0"], "0", []),
        ("one-pool", ((OUT, Decimal(0)), (OUT, Decimal(80), True)), ["80.00", "0"], "0", []),
        ("one-pool", ((OUT, None, True),), ["0"], "80", ["SC005"]),
        (
            "vendor-generic",
            ((OUT, Decimal(30), True), (OUT, Decimal(10)), (OUT, Decimal(20)), (BEN, Decimal(20)), (SAT, Decimal(10))),
            ["0", "20.00", "40.00", "20.00", "10.00"],
            "0",
            [],
        ),
        ("one-pool", ((OUT, Decimal(50)), (BEN, Decimal(20)), (SAT, Decimal(10), True)), ["57.15", "22.85", "0"], "0", []),
        ("one-pool", (OUT, BEN, (SAT, None, True)), ["40.00", "40.00", "0"], "0", ["SC003"]),
        ("one-pool", (OUT, BEN, (BEN, None, True)), ["26.68", "53.32", "0"], "0", ["SC003"]),
        ("one-pool", (OUT, (OUT, None, True), BEN, SAT), ["40.00", "0", "20.00", "20.00"], "0", ["SC003"]),
        (
            "one-pool",
            ((OUT, Decimal(0)), (OUT, Decimal(0)), (OUT, Decimal(40), True), (BEN, Decimal(40))),
            ["20.00", "20.00", "0", "40.00"],
            "0",
            [],
        ),
        (
            "mof-2020-10",
            (OUT, (OUT, None, True), OUT, OUT, BEN, SAT),
            ["16.68", "0", "16.66", "16.66", "30.00", "10.00"],
            "0",
            ["SC021"] * 3,
        ),
    ],
)
def test_the_weights_of_a_project(policy, bearers, weights, unplaced, codes):
    assert told(policy, bearers) == (weights, unplaced, codes)


def test_what_has_no_pool_and_what_has_no_category_is_told_by_its_number():
    moved = allot([Bearer(OUT, Decimal(60)), Bearer(BEN, Decimal(20)), Bearer(SAT, Decimal(10))], load(OWN / "moved.toml"))
    assert moved.findings[0].params["number"] == "3"
    lost = allot([Bearer(kind) for kind in (OUT, None, BEN, SAT)], load("mof-2020-10"))
    assert lost.findings[0].params["number"] == "2"


def test_a_policy_may_split_evenly_whatever_the_table_says(tmp_path):
    file = tmp_path / "even.toml"
    file.write_text(
        'extends = "mof-2020-10"\nid = "even"\ntitle = "平分"\njurisdiction = "x"\nyear = 2025\n[split]\nmethod = "even"\n', "utf-8"
    )
    assert told(file, ((OUT, Decimal(40)), (OUT, Decimal(10)), (BEN, Decimal(40))))[0] == ["28.13", "28.12", "33.75"]


@given(st.decimals(0, 100, places=2), st.lists(st.decimals("0.01", "100", places=2), min_size=1, max_size=9))
def test_shares_sum_exactly_and_stray_by_less_than_a_hundredth_each(whole, parts):
    out = shares(whole, parts)
    assert total(out) == whole
    exact = [whole * part / sum(parts) for part in parts]
    assert all(part - Decimal("0.01") <= share for share, part in zip(out, exact, strict=True))


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [("0.005", 2, "0.01"), ("0.0049", 2, "0.00"), ("89.995", 2, "90.00"), ("-0.005", 2, "-0.01"), ("-0.001", 2, "0.00"), ("2.5", 0, "3")],
)
def test_rounding_is_half_up(value, places, text):
    assert str(rounded(Decimal(value), places)) == text
