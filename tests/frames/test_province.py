"""The synthetic province of the examples: the same rows for the same seed, and most of them decided by columns."""

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

from perfrules.frames import score

PATH = Path(__file__).parents[2] / "examples/province.py"


def made() -> Any:
    spec = spec_from_file_location("province", PATH)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.province


def test_rows_follow_from_their_number_and_the_seed():
    province = made()
    assert province(90).equals(province(90))
    assert province(90, seed=1).rows() != province(90).rows()
    assert province(90)["部门"].n_unique() == 10


def test_every_row_has_an_outcome_and_most_are_decided_by_columns():
    scored = score(made()(180), target="年度指标值", actual="实际完成值", name="指标名称", category="指标类别")
    assert scored["outcome"].null_count() == 0
    assert scored["decided"].mean() > 0.5
