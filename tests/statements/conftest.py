"""Servers of one's own, PostgreSQL and MySQL or MariaDB, in folders that are thrown away."""

import csv
import io
import os
import shutil
import subprocess
import time
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
    return list(csv.reader(io.StringIO(_told(command, script))))


def _told(command: list[str], script: str) -> str:
    done = subprocess.run(command, input=script, capture_output=True, text=True, check=False, encoding="utf-8")
    assert not done.returncode, done.stderr
    return done.stdout


@pytest.fixture(scope="session")
def mysql() -> Iterator[Run]:
    """As ``postgres``, of MySQL or MariaDB; a row of its answer is a row of texts, NULL for nothing."""
    server, client = (shutil.which(name) or shutil.which(other) for name, other in (("mariadbd", "mysqld"), ("mariadb", "mysql")))
    if server is None or client is None:
        pytest.skip("no MySQL or MariaDB server is installed (mysqld, mysql; mariadbd, mariadb)")
    install = shutil.which("mariadb-install-db")
    user = "mysql" if os.geteuid() == 0 else os.environ.get("USER", "mysql")
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        data, socket = f"{folder}/data", f"{folder}/socket"
        if os.geteuid() == 0:
            shutil.chown(folder, user)
        makes = (
            [install, "--no-defaults", f"--datadir={data}", f"--user={user}", "--auth-root-authentication-method=normal"]
            if install
            else [server, "--no-defaults", "--initialize-insecure", f"--datadir={data}", f"--user={user}"]
        )
        subprocess.run(makes, check=True, capture_output=True)
        runs = [server, "--no-defaults", f"--datadir={data}", f"--user={user}", f"--socket={socket}", "--skip-networking"]
        with Path(f"{folder}/log").open("wb") as log, subprocess.Popen(runs, stdout=log, stderr=log) as running:
            command = [client, "--no-defaults", "-u", "root", f"--socket={socket}", "--default-character-set=utf8mb4", "-N", "-B"]
            while subprocess.run([*command, "-e", "SELECT 1"], capture_output=True, check=False).returncode:
                assert running.poll() is None, Path(f"{folder}/log").read_text("utf-8")
                time.sleep(0.2)
            yield lambda script: [line.split("\t") for line in _told(command, script).splitlines()]
            running.terminate()
