"""``python -m perfrules`` is the ``perfrules`` command."""

import gc

gc.set_threshold(100_000)  # before anything is loaded: of that nothing is a cycle that could be let go

from perfrules.cli import main  # noqa: E402

if __name__ == "__main__":
    main(prog_name="perfrules")
