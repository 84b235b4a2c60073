"""Mutants on trial in forks of one pytest that has collected: no trial starts, imports or collects anything.

Once for all, a fork runs the tests as they are and notes which test runs which line. A mutant's fork then puts the changed code
into the function that holds it and runs the tests that run its line, the quick ones first. What stands outside functions is
decided when its module is imported, and is left to ``trials``.
"""

from __future__ import annotations

import ast
import functools
import gc
import importlib
import json
import os
import resource
import signal
import sys
import tempfile
import time
import types
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import zip_longest
from pathlib import Path
from typing import Any

import coverage
import pytest
from tests.mutants.operators import Mutant
from tests.mutants.trials import ROOT, SECONDS, SELECTED, Trial

PACKAGE = ROOT / "src" / "perfrules"
_KEPT = (("perfrules.wording.targets", "_KNOWN"), ("perfrules.scoring.indicators", "_KEPT"))
"""What the program keeps of its results without ``lru_cache``."""
_MANY = 1000
"""Caches of so many keep results; smaller ones, and those without a limit, keep what is read of files and grammars."""
_THREADED = 9
"""The exit code of a session beside which threads run."""
_DEFINITIONS = (ast.FunctionDef, ast.ClassDef)


def holder(one: Mutant) -> str | None:
    """The qualified name of the outermost function whose body holds a mutant; None for what is decided at import."""
    path: list[str] = []
    body: Sequence[ast.stmt] = ast.parse((PACKAGE / one.module).read_text("utf-8")).body
    while True:
        found = next((node for node in body if isinstance(node, _DEFINITIONS) and _holds(node, one.line)), None)
        if found is None:
            return None
        path.append(found.name)
        if isinstance(found, ast.FunctionDef):
            return ".".join(path)
        body = found.body


def _holds(node: ast.FunctionDef | ast.ClassDef, line: int) -> bool:
    return node.body[0].lineno <= line <= (node.end_lineno or line)


def tried(jobs: int, waiting: Mapping[str, Mutant], tests: Mapping[str, Sequence[str]], told: Callable[[str, Trial], None]) -> None:
    """Try mutants, each against the tests that are given for its module; ``told`` is called with each name and trial.

    Where collecting starts threads (those of polars), which no fork keeps, every fork collects for itself.
    """
    paths = sorted({test for each in tests.values() for test in each})
    child = os.fork()
    if child == 0:
        try:
            _in_session(paths, lambda session: _all(jobs, waiting, tests, told, _within(session)))
        finally:
            os._exit(0)
    if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == _THREADED:
        _all(jobs, waiting, tests, told, partial(_in_session, paths))


Done = Callable[[pytest.Session], None]


def _within(session: pytest.Session) -> Callable[[Done], None]:
    """What does something with a session that has collected; the process ends where threads run beside it."""
    threads = Path("/proc/self/task")  # of Linux; elsewhere they are not counted
    if threads.exists() and len(list(threads.iterdir())) > 1:
        os._exit(_THREADED)
    return lambda done: done(session)


class _Loop:
    def __init__(self, done: Done) -> None:
        self.done = done

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        self.done(session)
        return True


def _in_session(paths: Sequence[str], done: Done) -> None:
    """Collect the tests of ``paths``, and do something in the place of running them."""
    for name in [name for name in os.environ if name.startswith(("PYTEST_", "COV_", "COVERAGE_"))]:
        del os.environ[name]
    os.environ["HYPOTHESIS_PROFILE"] = "mutants"
    os.chdir(ROOT)
    options = ["-q", "--no-header", "--tb=line", "--capture=no", "-p", "no:cacheprovider", "-p", "no:randomly", "-p", "no:xdist",
               "-p", "no:cov", "-o", "addopts=--strict-markers --import-mode=importlib", "-m", SELECTED]  # fmt: skip
    code = pytest.main([*options, *paths], plugins=[_Loop(done)])
    if code not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED, pytest.ExitCode.NO_TESTS_COLLECTED):
        raise RuntimeError(f"pytest ended with {code!r}")


def _all(
    jobs: int,
    waiting: Mapping[str, Mutant],
    tests: Mapping[str, Sequence[str]],
    told: Callable[[str, Trial], None],
    within: Callable[[Done], None],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        answers = Path(folder)
        lines = {(one.module, one.line) for one in waiting.values()}
        os.waitpid(_forked(partial(within, partial(_as_it_is, lines=lines, answer=answers / "as it is"))), 0)
        known = json.loads((answers / "as it is").read_text("utf-8"))
        print(f"{len(known['seconds'])} tests pass as the source is, {known['failed']} do not", flush=True)
        running: dict[int, str] = {}
        for name, one in waiting.items():
            if len(running) == jobs:
                _waited(running, waiting, answers, told)
            changed = partial(_changed, one=one, tests=tests[one.module], known=known, answer=answers / name)
            running[_forked(partial(within, changed))] = name
        while running:
            _waited(running, waiting, answers, told)


def _waited(running: dict[int, str], waiting: Mapping[str, Mutant], answers: Path, told: Callable[[str, Trial], None]) -> None:
    child, status = os.wait()
    name = running.pop(child)
    answer = answers / name
    if answer.exists():
        said = answer.read_text("utf-8")
    elif os.WIFSIGNALED(status) and os.WTERMSIG(status) in (signal.SIGXCPU, signal.SIGKILL):
        said = "timeout"
    else:
        raise RuntimeError(f"the trial of {waiting[name]} came to nothing: {status}")
    told(name, Trial(noticed=not said.startswith("none of"), said=said))


def _forked(done: Callable[[], None]) -> int:
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            null = os.open(os.devnull, os.O_WRONLY)
            os.dup2(null, 1)
            os.dup2(null, 2)
            done()
            status = 0
        finally:
            os._exit(status)
    return child


def _as_it_is(session: pytest.Session, *, lines: set[tuple[str, int]], answer: Path) -> None:
    """The tests that pass, the time that each takes, and which of them run each of ``lines``."""
    cover = coverage.Coverage(data_file=None, config_file=False, include=sorted({str(PACKAGE / module) for module, _ in lines}))
    caches = _caches()
    _forgotten(caches)
    results = [cache for cache in caches if (cache.cache_info().maxsize or 0) >= _MANY]
    seconds: dict[str, float] = {}
    cover.start()
    for item, after in _in_turn(session.items):
        cover.switch_context(item.nodeid)
        _forgotten(results)  # a test whose results were there already would seem not to run what gives them
        failed, begun = session.testsfailed, time.process_time()
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
        if session.testsfailed == failed:
            seconds[item.nodeid] = time.process_time() - begun
    cover.stop()
    data = cover.get_data()
    running: dict[str, list[str]] = {}
    for module, line in lines:
        by_line = data.contexts_by_lineno(str(PACKAGE / module))
        begun = max((known for known in by_line if known <= line), default=0)  # what holds only a constant is no line of its own
        running[f"{module}:{line}"] = sorted(by_line.get(begun, ()))
    answer.write_text(json.dumps({"seconds": seconds, "running": running, "failed": session.testsfailed}), "utf-8")


def _picked(items: Sequence[pytest.Item], tests: Sequence[str], known: dict[str, Any], one: Mutant) -> list[pytest.Item]:
    """The tests of a mutant's module that run its line, the quickest first."""
    seconds: dict[str, float] = known["seconds"]
    wanted = set(known["running"][f"{one.module}:{one.line}"]) & set(seconds)
    found = [item for item in items if item.nodeid in wanted and item.nodeid.startswith(tuple(tests))]
    return sorted(found, key=lambda item: seconds[item.nodeid])


def _changed(session: pytest.Session, *, one: Mutant, tests: Sequence[str], known: dict[str, Any], answer: Path) -> None:
    """Put a mutant in its place and run tests up to the first that fails."""
    items = _picked(session.items, tests, known, one)
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 10))
    _put(one)
    _forgotten(_caches())
    for item, after in _in_turn(items):
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
        if session.testsfailed:
            answer.write_text(f"FAILED {item.nodeid}", "utf-8")
            return
    answer.write_text(f"none of {len(items)} tests", "utf-8")


def _put(one: Mutant) -> None:
    path = PACKAGE / one.module
    importlib.import_module(".".join(("perfrules", *Path(one.module).with_suffix("").parts)).removesuffix(".__init__"))
    name = holder(one)
    old, new = (_codes(compile(text, str(path), "exec", dont_inherit=True)) for text in (path.read_text("utf-8"), one.text))
    pairs = [each for each in zip(old, new, strict=True) if each[0].co_qualname == name and each[0].co_firstlineno <= one.line]
    code, changed = pairs[-1]  # of overloads, the last
    functions = [
        each
        for each in gc.get_objects()
        if isinstance(each, types.FunctionType)
        and each.__code__.co_filename == str(path)
        and (each.__code__.co_qualname, each.__code__.co_firstlineno) == (name, code.co_firstlineno)
    ]
    assert functions, one
    for function in functions:
        function.__code__ = changed


def _codes(code: types.CodeType) -> list[types.CodeType]:
    """The code of a module's functions and methods, not of what stands inside them."""
    found = []
    for inner in code.co_consts:
        if isinstance(inner, types.CodeType):
            found += [inner] if inner.co_flags & 2 else _codes(inner)  # CO_NEWLOCALS: a function, not a class
    return found


def _caches() -> list[functools._lru_cache_wrapper[Any]]:
    """The caches of the program itself."""
    return [each for each in gc.get_objects() if isinstance(each, functools._lru_cache_wrapper) and each.__module__.startswith("perfrules")]


def _forgotten(caches: Sequence[functools._lru_cache_wrapper[Any]]) -> None:
    """Forget what was worked out before."""
    for cache in caches:
        cache.cache_clear()
    for module, name in _KEPT:
        if module in sys.modules:
            getattr(sys.modules[module], name).clear()


def _in_turn(items: Sequence[pytest.Item]) -> Iterator[tuple[pytest.Item, pytest.Item | None]]:
    return zip_longest(items, items[1:])
