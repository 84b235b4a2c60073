"""The seal of a report: hashes of the table, the actual values, the policy and the scores, and the version of the program.

Whoever has the files can compute the report again and see whether it is the same (:mod:`perfrules.audit.verification`).
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from perfrules import __version__
from perfrules.errors import DocumentError
from perfrules.rollup import Request
from perfrules.scoring.policies import Policy
from perfrules.scoring.results.scores import DepartmentScore

UNSEALED = frozenset(("file", "fingerprint", "seal"))
"""What a seal leaves out: what a file is called is no part of what it holds."""


@dataclass(frozen=True, slots=True)
class Seal:
    """SHA-256 in hexadecimal of what a report was made of, None where it was no file; and the options that it was made with."""

    version: str
    table: str | None
    actuals: str | None
    policy: str
    scores: str
    year: int | None = None
    counting: bool = False
    rollup: str | Mapping[str, str] | None = None
    as_of: str | None = None
    include_hidden: bool = False

    def to_dict(self) -> dict[str, Any]:
        """Every field as a JSON value."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: object) -> Seal:
        """Return the seal of its JSON form; raises :class:`~perfrules.errors.DocumentError` for what is none."""
        texts = {"version", "table", "actuals", "policy", "scores", "as_of"}
        if not isinstance(data, Mapping) or set(data) != set(cls.__dataclass_fields__):
            raise DocumentError("报告没有封印，或封印不完整", "the report has no seal, or not a whole one")
        kinds: dict[str, tuple[type, ...]] = {"year": (int,), "counting": (bool,), "include_hidden": (bool,), "rollup": (str, dict)}
        kinds |= dict.fromkeys(texts, (str,))
        if not all(data[name] is None or isinstance(data[name], kind) for name, kind in kinds.items()):
            raise DocumentError("封印的写法不对", "the seal is malformed")
        return cls(**data)


def make_seal(
    score: DepartmentScore,
    table: str | os.PathLike[str] | bytes | None,
    actuals: str | os.PathLike[str] | bytes | None = None,
    *,
    as_of: date | None = None,
    include_hidden: bool = False,
) -> Seal:
    """Return the seal of a score of the file ``table`` by the file ``actuals``; None for what came from no file.

    ``as_of`` and ``include_hidden`` are the options that it was read and watched with; the others the score knows. Raises OSError
    for a file that cannot be read.
    """
    asked = score.request if isinstance(score.request, Request) else None
    rollup = asked.rollup if asked else None
    return Seal(
        version=__version__,
        table=file_hash(table),
        actuals=file_hash(actuals),
        policy=policy_hash(score.rules),
        scores=score_hash(score),
        year=asked.year if asked else None,
        counting=asked.counting if asked else False,
        rollup={key: str(weight) for key, weight in rollup.items()} if isinstance(rollup, Mapping) else rollup,
        as_of=None if as_of is None else as_of.isoformat(),
        include_hidden=include_hidden,
    )


def file_hash(file: str | os.PathLike[str] | bytes | None) -> str | None:
    """Return the hash of a file's bytes; None for none."""
    if file is None:
        return None
    return hashlib.sha256(file if isinstance(file, bytes) else Path(file).read_bytes()).hexdigest()


def policy_hash(policy: Policy) -> str:
    """Return the hash of everything that a policy states: settings, sources, cases and earlier rules. Comments and layout are none of it."""
    return data_hash(policy.to_dict())


def data_hash(data: object) -> str:
    """Return the hash of JSON values, whatever the order of their keys; names of files count for nothing.

    >>> data_hash({"a": 1, "b": [2], "file": "x"}) == data_hash({"b": [2], "a": 1})
    True
    """
    return hashlib.sha256(_written(data)).hexdigest()


def score_hash(score: DepartmentScore) -> str:
    """Return the :func:`data_hash` of the JSON form of a score, written a project at a time: all of it at once takes much room."""
    found = hashlib.sha256()
    for piece in _pieces(score):
        found.update(piece)
    return found.hexdigest()


def _pieces(score: DepartmentScore) -> Iterator[bytes]:
    mark = b"{"
    for key, value in sorted(replace(score, projects=()).to_dict().items()):
        yield mark + _written(key) + b":"
        if key == "projects" and score.projects:
            for place, project in enumerate(score.projects):
                yield (b"," if place else b"[") + _written(project.to_dict())
            yield b"]"
        else:
            yield _written(value)
        mark = b","
    yield b"}"


def _written(data: object) -> bytes:
    return json.dumps(sealed(data), ensure_ascii=True, sort_keys=True, separators=(",", ":")).encode("ascii")


def sealed(data: Any) -> Any:
    """Return the part of JSON values that a seal covers."""
    if isinstance(data, Mapping):
        return {key: sealed(value) for key, value in data.items() if key not in UNSEALED}
    return [sealed(item) for item in data] if isinstance(data, (list, tuple)) else data
