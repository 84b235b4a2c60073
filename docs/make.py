"""Make the manual: `python docs/make.py pictures` photographs the reports; needs the extra `docs`."""

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from docs import pictures


def main(arguments: list[str] | None = None) -> None:
    """Run one of the commands."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("command", choices=("pictures",))
    {"pictures": pictures.take}[parser.parse_args(arguments).command]()


if __name__ == "__main__":
    main()
