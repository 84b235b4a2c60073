"""The build hook: writes what is worked out ahead of the grammar and the rules, as plain Python, into the wheel.

An editable installation has it beside the source, where git does not see it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_RUN = (
    "import runpy, sys; sys.path.insert(0, sys.argv.pop(1)); runpy.run_module('perfrules.generating', run_name='__main__', alter_sys=True)"
)


class GeneratingHook(BuildHookInterface):  # type: ignore[type-arg,unused-ignore]
    """Runs ``perfrules.generating`` of the tree that is built."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the files, and put them into the wheel."""
        source = Path(self.root) / "src"
        if version == "editable":
            self._write(source, source / "perfrules" / "generated")
            return
        self.written = tempfile.TemporaryDirectory()
        self._write(source, Path(self.written.name))
        build_data["force_include"][self.written.name] = "perfrules/generated"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Take away what was written for the wheel."""
        del build_data, artifact_path
        if version != "editable":
            self.written.cleanup()

    @staticmethod
    def _write(source: Path, folder: Path) -> None:
        environment = os.environ | {"PYTHONUTF8": "1"}  # PYTHONPATH stays: an isolated build finds what it needs by it
        subprocess.run([sys.executable, "-B", "-c", _RUN, str(source), str(folder)], env=environment, check=True)  # noqa: S603  # of this tree
