"""放目标表的仓库里的测试：每张表都没有错误。For a repository of tables: none of them has an error.

pip install 'perfrules[testing,tables]'; pytest
"""

from collections.abc import Callable
from pathlib import Path

import pytest

TABLES = sorted(Path(__file__).parents[1].joinpath("guangzhou-2023").glob("*.txt"))


@pytest.mark.parametrize("table", TABLES, ids=lambda path: path.name)
def test_a_table(table: Path, check_table: Callable[..., object]) -> None:
    """The rule TB005 is left out: the table of the example is published as it stands."""
    check_table(table, fail_on="error", ignore=["TB005"])
