"""The collector rests while it is asked to, and is left as it was."""

import gc

from perfrules.collecting import resting


def test_the_outermost_block_ends_the_rest():
    assert gc.isenabled()
    with resting():
        with resting():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_a_collector_that_was_off_stays_off():
    gc.disable()
    try:
        with resting():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
