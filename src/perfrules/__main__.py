"""``python -m perfrules`` is the ``perfrules`` command."""

from perfrules.cli import main

if __name__ == "__main__":
    main(prog_name="perfrules")
