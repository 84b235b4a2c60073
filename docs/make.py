"""Make the manual: `python docs/make.py build`, `serve` or `pictures`; needs the extra `docs`."""

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from docs import pictures, site


def main(arguments: list[str] | None = None) -> None:
    """Run one of the commands."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("command", choices=("build", "serve", "pictures"))
    match parser.parse_args(arguments).command:
        case "build":
            site.build()
        case "serve":
            site.serve()
        case _:
            pictures.take()


if __name__ == "__main__":
    main()
