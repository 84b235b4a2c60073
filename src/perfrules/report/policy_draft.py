"""The file with which a policy of one's own begins: every rule explained, its choices listed, its present setting ready to change."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import cache
from importlib.resources import files
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from perfrules.quantities import decimal_of, plain
from perfrules.report.escapes import json_text
from perfrules.report.words import said
from perfrules.scoring.descriptions import words_of
from perfrules.scoring.policies import Policy
from perfrules.scoring.policies.settings import RuleTable
from perfrules.text import wrap

COLUMNS = 100
_BASIS = ("source", "evidence")

_HEAD = """{intro}
id = {id}
title = {title} # {title_help}
jurisdiction = {place} # {place_help}
year = {year} # {year_help}
extends = {extends} # {extends_help}
source = {source} # {source_help}
evidence = "unverified" # {evidence_help}
"""


@cache
def _sentences() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads((files("perfrules.report") / "policy_draft.toml").read_text("utf-8"))


def policy_draft(name: str, base: Policy, lang: str = "zh", *, base_path: str | None = None) -> str:
    """Return the text of a policy file ``name`` that extends ``base``: it loads as it stands and changes nothing yet.

    ``base_path`` is how the file names ``base``, its id by default.
    """
    told = {key: pair[lang] for key, pair in _sentences().items() if key != "example"}
    facts = {"id": name, "title": told["title"], "place": base.jurisdiction, "extends": base_path or base.id, "source": told["source"]}
    head = told | {key: _toml(value) for key, value in facts.items()} | {"year": str(base.year)}
    examples = _sentences()["example"]
    parts = [_HEAD.format(**head | {"intro": _comment(told["intro"].format(base=base.id))}), _comment(told["law"]), ""]
    for rule, table in base.rules().items():
        parts += [*_rule(rule, table, told["unset"], told["whole"].format(base=base.id), lang), ""]
    parts += [_comment(told["amended"]), examples["amended"], _comment(told["cases"]), examples["cases"]]
    return "\n".join(parts)


def _comment(text: str) -> str:
    return "\n".join(f"# {line}" for line in wrap(text, COLUMNS - 2))


def _rule(rule: str, table: RuleTable, unset: str, whole: str, lang: str) -> Iterator[str]:
    """What a rule decides, the choices of each setting, and the setting as it is, out of force."""
    yield _comment(f"── {words_of('rule', rule, lang)} ──")
    yield _comment(words_of("help", rule, lang))
    fields = {name: field for name, field in type(table).model_fields.items() if name not in _BASIS}
    for name, field in fields.items():
        choices = said(("、", ", "), lang).join(_choices(name, field.annotation, lang))
        if choices:
            yield _comment(f"{name}{said(('：', ': '), lang)}{choices}")
    yield f"# [{rule}]"
    for name, field in fields.items():
        value = getattr(table, name)
        if isinstance(value, tuple) and value and isinstance(value[0], RuleTable):
            yield f"## {_key(name, field)} = {words_of('example', name, 'zh')} # {whole}"
        elif value in (None, (), {}):
            yield f"## {_key(name, field)} = {words_of('example', name, 'zh')} # {unset}"
        else:
            yield f"# {_key(name, field)} = {_toml(value)}"


def _key(name: str, field: FieldInfo) -> str:
    return field.alias or name


def _choices(name: str, kind: Any, lang: str) -> Iterator[str]:
    """The words that a setting may be, each with its meaning."""
    origin = get_origin(kind)
    if origin is Literal:
        for word in get_args(kind):
            meaning = words_of("value", f"{name}.{word}", lang)
            meaning = words_of("value", word, lang) if meaning == f"{name}.{word}" else meaning
            yield word if meaning == word else said((f"{word}（{meaning}）", f"{word} ({meaning})"), lang)
    elif origin in (Union, UnionType):
        for one in get_args(kind):
            yield from _choices(name, one, lang)
    elif kind is bool:
        yield from ("true", "false")


def _toml(value: Any) -> str:
    """A setting as TOML writes it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Enum):
        return json.dumps(value.value, ensure_ascii=False)
    if isinstance(value, str):
        return json_text(value)
    if isinstance(value, Fraction):
        return plain(decimal_of(value))
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, BaseModel):
        fields = type(value).model_fields
        pairs = ((fields[name].alias or name, part) for name, part in value if part is not None)
        return f"{{ {', '.join(f'{key} = {_toml(part)}' for key, part in pairs)} }}"
    if isinstance(value, Mapping):
        return f"{{ {', '.join(f'{_bare(key)} = {_toml(part)}' for key, part in value.items())} }}"
    if isinstance(value, (tuple, list)):
        return f"[{', '.join(map(_toml, value))}]"
    return str(value)


def _bare(key: Any) -> str:
    return str(key.value if isinstance(key, Enum) else key)
