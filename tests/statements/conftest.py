"""A PostgreSQL server of one's own, in a folder that is thrown away."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

Run = Callable[[str], list[list[str]]]


def _program(name: str) -> str | None:
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return str(found[-1]) if found else shutil.which(name)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Run]:
    """Run a script, give back what its last query says; skipped where no server is installed."""
    initdb, server, client = (_program(name) for name in ("initdb", "pg_ctl", "psql"))
    if initdb is None or server is None or client is None:
        pytest.skip("no PostgreSQL server is installed (initdb, pg_ctl, psql)")
    user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    with TemporaryDirectory() as folder:
        if user:
            shutil.chown(folder, "postgres")
        data = f"{folder}/data"
        subprocess.run(
            [*user, initdb, "-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C"], check=True, capture_output=True
        )
        options = f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off"
        subprocess.run([*user, server, "-D", data, "-o", options, "-w", "-l", f"{folder}/log", "start"], check=True, capture_output=True)
        try:
            yield lambda script: _run([client, "-X", "-q", "--csv", "-t", "-v", "ON_ERROR_STOP=1", "-h", folder, "-U", "postgres"], script)
        finally:
            subprocess.run([*user, server, "-D", data, "-m", "immediate", "stop"], check=True, capture_output=True)


def _run(command: list[str], script: str) -> list[list[str]]:
    import csv
    import io

    done = subprocess.run(command, input=script, capture_output=True, text=True, check=False, encoding="utf-8")
    assert not done.returncode, done.stderr
    return list(csv.reader(io.StringIO(done.stdout)))
