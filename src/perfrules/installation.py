"""How this program was installed, for what it tells people to type when something is missing."""

from __future__ import annotations

import json
from importlib.metadata import PackageNotFoundError, distribution
from urllib.parse import unquote, urlsplit

from perfrules.errors import LibraryError


def needing(error: ModuleNotFoundError, extra: str, what: tuple[str, str]) -> tuple[str, str]:
    """What is said of a library that ``extra`` brings; ``what`` is what needs it, in Chinese and in English."""
    command = install_command(extra)
    return f"{what[0]}需要 {error.name}，请先安装：{command}。", f"{what[1]} needs {error.name}: {command}."


def lacking(error: ModuleNotFoundError, extra: str, what: tuple[str, str]) -> LibraryError:
    """The error that says so."""
    return LibraryError(*needing(error, extra, what), name=error.name)


def install_command(extra: str) -> str:
    """Return what installs an extra from where this program came: a folder, a wheel, a repository, else the index (PEP 610)."""
    try:
        told = distribution("perfrules").read_text("direct_url.json")
    except PackageNotFoundError:
        told = None
    origin = json.loads(told) if told else {}
    address = str(origin.get("url", ""))
    if "vcs_info" in origin:
        vcs = origin["vcs_info"]
        return f"pip install 'perfrules[{extra}] @ {vcs['vcs']}+{address}@{vcs['commit_id']}'"
    if address.startswith("file:"):
        editable = "-e " if origin.get("dir_info", {}).get("editable") else ""
        return f"pip install {editable}'{unquote(urlsplit(address).path)}[{extra}]'"
    return f"pip install 'perfrules[{extra}]'"
