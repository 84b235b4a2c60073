"""The book of all rules: the lint rules found in ``rules/`` and those that readers and scoring emit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib import import_module
from typing import NamedTuple

from perfrules.errors import SettingsError
from perfrules.findings import Rule, emitted_codes, emitted_rules
from perfrules.lint import rules as folder
from perfrules.lint.needs import NEEDS
from perfrules.lint.remarks import Remark
from perfrules.snapshots import snapshot

SCOPES = ("wording", "indicator", "project", "department")
"""What a rule looks at; a rule file has exactly one function ``on_wording``, ``on_indicator`` …"""


class Check(NamedTuple):
    """A lint rule and its function over one scope."""

    rule: Rule
    scope: str
    run: Callable[..., Iterable[Remark]]
    options: Mapping[str, int | str]
    needs: str = ""


@cache
def checks() -> tuple[Check, ...]:
    """Every lint rule of ``rules/``, by code."""
    import pkgutil

    found = [_check(entry.name) for entry in pkgutil.iter_modules(folder.__path__)]
    return tuple(sorted(found, key=lambda check: check.rule.code))


@cache
def _check(name: str) -> Check:
    """The rule of one module of ``rules/``."""
    module = import_module(f"{folder.__name__}.{name}")
    run = {scope: getattr(module, f"on_{scope}") for scope in SCOPES if hasattr(module, f"on_{scope}")}
    ((scope, function),) = run.items()
    return Check(module.RULE, scope, function, getattr(module, "OPTIONS", {}), getattr(module, "NEEDS", ""))


@cache
def index() -> tuple[tuple[str, str, str], ...]:
    """Return the module, the scope and the code of every lint rule, by code: as the build found them, else as they are found now."""
    kept = snapshot("rules")
    if kept is not None:
        rows: tuple[tuple[str, str, str], ...] = kept.RULES
        return rows
    return tuple((check.run.__module__.rpartition(".")[2], check.scope, check.rule.code) for check in checks())


@cache
def _needs() -> Mapping[str, str]:
    """What rules need, by their modules (:mod:`perfrules.lint.needs`)."""
    kept = snapshot("rules")
    if kept is not None:
        rows: Mapping[str, str] = kept.NEEDS
        return rows
    return {check.run.__module__.rpartition(".")[2]: check.needs for check in checks() if check.needs}


@cache
def all_codes() -> frozenset[str]:
    """The codes of every rule."""
    return emitted_codes() | {code for _, _, code in index()}


@cache
def comparing_codes() -> frozenset[str]:
    """The codes of the rules that hold one place of a table against another."""
    return frozenset(code for _, scope, code in index() if scope in ("project", "department"))


@cache
def checks_of(scope: str, codes: frozenset[str], given: frozenset[str] = NEEDS) -> tuple[Check, ...]:
    """The lint rules of a scope that are among ``codes`` and need no more than is ``given``, by code."""
    needed = _needs()
    return tuple(_check(name) for name, at, code in index() if at == scope and code in codes and needed.get(name, "") in given)


def options_of(given: Mapping[str, int | str]) -> Mapping[str, int | str]:
    """The options of all rules, as given or at their defaults (``OPTIONS`` of a rule file).

    Raises :class:`SettingsError` for an option that no rule has, or a value of another type than its default.

    >>> options_of({"max-indicators": 20})["max-indicators"], options_of({})["max-indicators"]
    (20, 30)
    """
    known = {name: value for check in checks() for name, value in check.options.items()}
    for name, value in given.items():
        if name not in known:
            from difflib import get_close_matches

            near = get_close_matches(name, known, n=1)
            raise SettingsError(
                f"没有规则选项“{name}”{f'，是否为“{near[0]}”？' if near else '。'}",
                f"There is no option “{name}” of a rule{f'; did you mean “{near[0]}”?' if near else '.'}",
            )
        if type(value) is not type(known[name]):
            kind, kind_en = ("整数", "a whole number") if isinstance(known[name], int) else ("文字", "text")
            raise SettingsError(f"规则选项“{name}”应为{kind}，不是“{value}”。", f"The option “{name}” is {kind_en}, not “{value}”.")
    return known | dict(given)


@cache
def all_rules() -> Mapping[str, Rule]:
    """Every rule by code: lint's own and those that readers and scoring emit."""
    every = dict(emitted_rules()) | {check.rule.code: check.rule for check in checks()}
    return dict(sorted(every.items()))


def find_rule(word: str) -> Rule:
    """The rule of that code or name; raises :class:`SettingsError` with the nearest one.

    >>> find_rule("bare-number").code, find_rule("op001").name
    ('OP001', 'bare-number')
    """
    (rule, *_) = [all_rules()[code] for code in codes_of(word, families=False)]
    return rule


def codes_of(word: str, *, families: bool = True) -> tuple[str, ...]:
    """The codes that ``word`` means: a code, a name, or (``families``) a family such as ``OP`` and ``ALL``."""
    wanted = word.strip()
    code = wanted.upper()
    if families and code == "ALL":
        return tuple(sorted(all_codes()))
    found = tuple(
        rule.code
        for rule in all_rules().values()
        if wanted == rule.name or code == rule.code or (families and code == rule.code.rstrip("0123456789"))
    )
    if not found:
        from difflib import get_close_matches

        known = [*all_rules(), *(rule.name for rule in all_rules().values())]
        digits = code[:2] + code[2:].replace("O", "0").replace("I", "1")
        near = [digits] if digits in known else get_close_matches(wanted, known, n=1) or get_close_matches(code, known, n=1)
        hint, hint_en = (f"是否指“{near[0]}”？", f" Did you mean “{near[0]}”?") if near else ("", "")
        raise SettingsError(
            f"没有规则“{wanted}”。{hint}用 perfrules rules 查看全部规则。", f"There is no rule “{wanted}”.{hint_en} See perfrules rules."
        )
    return found
