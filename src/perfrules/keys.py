"""The stable keys of indicators, of rows of budget execution and of criteria: they begin with a letter, and are no number and no date."""


def indicator_key(index: int, place: int) -> str:
    """The key of the indicator at ``place`` of the project at ``index`` (from 1).

    >>> indicator_key(2, 3)
    'P02I3'
    """
    return f"P{index:02d}I{place}"


def execution_key(index: int) -> str:
    """The key of the 预算执行 row of the project at ``index`` (from 1)."""
    return f"P{index:02d}X"


OWN_EXECUTION = "DX"
"""The key of the 预算执行 row of a department's own table."""


def own_key(index: int) -> str:
    """The key of one of the department's own indicators (from 1)."""
    return f"DI{index}"


def criterion_key(key: str, index: int) -> str:
    """The key of one criterion (from 1) of an indicator that has several: ``P14I6C2``.

    An actual value with the indicator's own key stands for the whole indicator.
    """
    return f"{key}C{index}"
