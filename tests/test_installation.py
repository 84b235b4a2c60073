"""What people are told to type fits how the program was installed."""

import json
from importlib.metadata import PackageNotFoundError

import pytest

from perfrules import installation
from perfrules.installation import install_command

COMMIT = "0123456789abcdef0123456789abcdef01234567"


class Installed:
    def __init__(self, origin: object) -> None:
        self.origin = origin

    def read_text(self, name: str) -> str | None:
        assert name == "direct_url.json"
        return None if self.origin is None else json.dumps(self.origin)


@pytest.mark.parametrize(
    ("origin", "command"),
    [
        (None, "pip install 'perfrules[tables]'"),
        ({"url": "file:///opt/perf%20rules", "dir_info": {"editable": True}}, "pip install -e '/opt/perf rules[tables]'"),
        ({"url": "file:///opt/perfrules", "dir_info": {}}, "pip install '/opt/perfrules[tables]'"),
        ({"url": "file:///w/perfrules-1-py3-none-any.whl", "archive_info": {}}, "pip install '/w/perfrules-1-py3-none-any.whl[tables]'"),
        (
            {"url": "https://example.org/perfrules.git", "vcs_info": {"vcs": "git", "commit_id": COMMIT}},
            f"pip install 'perfrules[tables] @ git+https://example.org/perfrules.git@{COMMIT}'",
        ),
    ],
)
def test_the_command_fits_the_installation(origin, command, monkeypatch):
    monkeypatch.setattr(installation, "distribution", lambda _: Installed(origin))
    assert install_command("tables") == command


def test_a_program_that_is_not_installed(monkeypatch):
    def missing(_: str) -> None:
        raise PackageNotFoundError

    monkeypatch.setattr(installation, "distribution", missing)
    assert install_command("frames") == "pip install 'perfrules[frames]'"
