"""The pages that are made from the program's own data: rules, policies, findings, units, comparator words, commands, schemas, API.

Each function takes the language and returns pages by their path; nothing here is known that the program does not know.
"""

import ast
import functools
import html
import importlib
import inspect
import json
import re
from collections import defaultdict
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

import click
from click.testing import CliRunner
from pydantic import TypeAdapter

import perfrules
from perfrules.cli import main
from perfrules.findings import Rule
from perfrules.lint import all_rules
from perfrules.lint.examples import shown
from perfrules.lint.profiles import STAGES
from perfrules.lint.rulebook import checks
from perfrules.report.policy_page import policy_page
from perfrules.resources import grammar_text
from perfrules.scoring.policies import Policy, load, shipped
from perfrules.testing import case_lines, case_schema, conformance_cases
from perfrules.units import Unit, standard
from perfrules.wording.operator_kinds import KIND_OF_TERMINAL, OperatorKind

Pages = dict[str, str]
RECIPES = Path(__file__).resolve().parents[1] / "examples/recipes"


def say(lang: str, zh: str, en: str) -> str:
    """Return the one of the two that is asked for."""
    return en if lang == "en" else zh


def plain(text: str) -> str:
    """Return text of the program as text of a page: no mark of it is markup."""
    return re.sub(r"([\\`*_{}\[\]#|~$^])", r"\\\1", html.escape(text, quote=False)).replace("\n", " ")


def fenced(text: str, language: str = "text") -> str:
    """Return text in a block that keeps its lines."""
    return f"````{language}\n{text.rstrip()}\n````\n"


def _rule_page(rule: Rule, lang: str) -> str:
    title = say(lang, rule.title, rule.title_en)
    parts = [f"# {rule.code} {plain(title)}", f"`{rule.name}` · {rule.severity.say(lang)}"]
    parts.append(f"{say(lang, '消息', 'Message')}{say(lang, '：', ': ')}{plain(say(lang, rule.message, rule.message_en))}")
    for zh, en, text in (
        ("为什么", "Why", say(lang, rule.why, rule.why_en or rule.why)),
        ("怎么改", "What to do", say(lang, rule.help, rule.help_en or rule.help)),
        ("依据", "Basis", rule.basis),
    ):
        if text:
            parts += [f"## {say(lang, zh, en)}", plain(text)]
    for zh, en, examples in (("会被指出", "Bad", rule.bad), ("可以", "Good", rule.good)):
        if examples:
            parts += [f"## {say(lang, zh, en)}", "\n".join(f"- {plain(shown(example))}" for example in examples)]
    if lang == "en":
        parts.append(f"中文：{plain(rule.title)}。{plain(rule.message)}")
    return "\n\n".join(parts) + "\n"


def _rows(rules: Mapping[str, Rule], lang: str, folder: str) -> str:
    head = say(lang, "| 代码 | 名称 | 程度 | 说明 |", "| code | name | severity | title |")
    rows = [
        f"| [{code}]({folder}{code}.md) | `{rule.name}` | {rule.severity.say(lang)} | {plain(say(lang, rule.title, rule.title_en))} |"
        for code, rule in rules.items()
    ]
    return "\n".join([head, "| --- | --- | --- | --- |", *rows]) + "\n"


def rules(lang: str) -> Pages:
    """A page for each rule of ``check``, and their list by the stage at which people meet them."""
    own = {check.rule.code: check.rule for check in checks()}
    parts = [f"# {say(lang, '检查规则', 'Rules')}"]
    for zh, en, families in STAGES:
        those = {code: rule for code, rule in sorted(own.items()) if code.rstrip("0123456789") in families}
        if those:
            parts += [f"## {say(lang, zh, en)}", _rows(those, lang, "")]
    return {"rules/index.md": "\n\n".join(parts)} | {f"rules/{code}.md": _rule_page(rule, lang) for code, rule in own.items()}


def findings(lang: str) -> Pages:
    """A page for each code that readers, scoring and check emit, and the list of all."""
    own = {check.rule.code for check in checks()}
    told = {code: rule for code, rule in all_rules().items() if code not in own}
    asked = {code: rule for code, rule in all_rules().items() if code in own}
    index = [
        f"# {say(lang, '发现代码', 'Finding codes')}",
        say(
            lang,
            "屏幕和报告上的每个代码。读表、读写法和计分时说的在前，检查规则在后。",
            "Every code on the screen and in reports: what readers and scoring say, then the rules of check.",
        ),
        f"## {say(lang, '读取和计分', 'Reading and scoring')}",
        _rows(told, lang, ""),
        f"## {say(lang, '检查', 'Checking')}",
        _rows(asked, lang, "../rules/"),
    ]
    return {"findings/index.md": "\n\n".join(index)} | {f"findings/{code}.md": _rule_page(rule, lang) for code, rule in told.items()}


def _policy(policy: Policy, lang: str) -> str:
    """The page of ``perfrules policies ID``, its rules as headings."""
    lines = policy_page(policy, lang).split("\n")
    parts = [f"# {policy.id} {plain(say(lang, policy.title, policy.title_en or policy.title))}", ""]
    for line in lines[1:]:
        if found := re.match(r"\[(\w+)\] (.*?)  〔(.*)$", line):
            parts += ["", f"## {plain(found[2])}（`{found[1]}`）", "", f"〔{plain(found[3])}", ""]
        elif line.startswith("    "):
            depth = 1 if line.startswith("        ") else 0
            if line[4 + 4 * depth :].startswith("  "):
                parts[-1] += say(lang, "", " ") + plain(line.strip())
            else:
                parts.append("    " * depth + f"- {plain(line.strip())}")
        elif line:
            parts += [plain(line), ""]
    return "\n".join(parts) + "\n"


def policies(lang: str) -> Pages:
    """A page for each policy: its law, its settings, its cases."""
    known = {name: load(name) for name in shipped()}
    rows = [
        f"| [{name}]({name}.md) | {plain(say(lang, policy.title, policy.title_en or policy.title))} | {plain(policy.jurisdiction)} | {policy.year} |"
        for name, policy in known.items()
    ]
    head = say(lang, "| 编号 | 名称 | 适用 | 年度 |", "| id | title | for | year |")
    index = "\n".join([f"# {say(lang, '评分办法', 'Policies')}", "", head, "| --- | --- | --- | --- |", *rows])
    return {"policies/index.md": index + "\n"} | {f"policies/{name}.md": _policy(policy, lang) for name, policy in known.items()}


def _unit(unit: Unit, spellings: list[str], base: str, lang: str) -> list[str]:
    lines = [f"### {plain(unit.name)}", ""]
    if spellings:
        lines += [f"{say(lang, '也写作', 'Also written')} {say(lang, '、', ', ').join(f'`{word}`' for word in spellings)}", ""]
    if not unit.counts and unit.name != base:
        lines += [f"1 {plain(unit.name)} = {unit.factor} {plain(base)}", ""]
    return lines


def units(lang: str) -> Pages:
    """Every unit with its spellings and its exact factor, and the counting words."""
    known = standard()
    spellings: dict[str, list[str]] = defaultdict(list)
    for word, name in known.spelling.items():
        spellings[name].append(word)
    dimensions: dict[str, list[Unit]] = defaultdict(list)
    for unit in known.units.values():
        dimensions["" if unit.counts else unit.dimension].append(unit)
    parts = [f"# {say(lang, '单位', 'Units')}", ""]
    parts += [
        say(
            lang,
            "同一类单位精确换算，不同类的不换；计数单位各是一类，互不换算。",
            "Units convert exactly inside a dimension and never across; each counting word is a dimension of its own.",
        ),
        "",
    ]
    for dimension, members in dimensions.items():
        base = next((unit.name for unit in members if unit.factor == 1), "")
        title = say(lang, "计数单位", "Counting words") if not dimension else "、".join(unit.name for unit in members[:3])
        parts += [f"## {plain(title)}" + (f"（{dimension}）" if dimension else ""), ""]
        parts += [line for unit in members for line in _unit(unit, spellings[unit.name], base, lang)]
    return {"units.md": "\n".join(parts)}


def operator_words() -> Mapping[OperatorKind, tuple[str, ...]]:
    """Return the comparator words that the grammar spells out, and those of the conformance cases, by their kind."""
    found: dict[OperatorKind, dict[str, None]] = defaultdict(dict)
    terminal = ""
    for line in grammar_text("operators.lark").splitlines():
        if named := re.match(r"_?([A-Z_]+)(?:\.\d+)?:", line):
            terminal = named[1]
        if terminal in KIND_OF_TERMINAL:
            for word in re.findall(r'"([^"]+)"', line.split(" //")[0]):
                found[KIND_OF_TERMINAL[terminal]][word] = None
    for case in conformance_cases():
        for criterion in perfrules.parse(case.wording, name=case.name).criteria:
            if criterion.operator and len(criterion.operator) < 8:
                found[criterion.operator_kind]["".join(criterion.operator.split())] = None
    return {kind: tuple(words) for kind, words in found.items()}


def _reading(word: str) -> str:
    """What a wording with the word is read as: before a number, else behind it."""
    for wording in (f"{word}50家", f"50家{word}", f"{word}50%", f"2024年12月31日{word}"):
        criteria = perfrules.parse(wording).criteria
        if len(criteria) == 1 and (criteria[0].operator or "").replace(" ", "") == word.replace(" ", ""):
            return f"{plain(wording)} | {plain(str(criteria[0].comparator))}"
    return " | "


def operators(lang: str) -> Pages:
    """Every comparator word by kind, with a wording and its reading."""
    about = dict(zip(OperatorKind, _docstrings(OperatorKind), strict=True))
    parts = [f"# {say(lang, '比较词', 'Comparator words')}", ""]
    head = say(lang, "| 词 | 例 | 读作 |", "| word | wording | reading |")
    for kind, words in operator_words().items():
        parts += [f"## {kind.value}", "", plain(about[kind]), "", head, "| --- | --- | --- |"]
        parts += [f"| {plain(word)} | {_reading(word)} |" for word in words]
        parts.append("")
    return {"operators.md": "\n".join(parts)}


def _docstrings(kind: type) -> list[str]:
    return re.findall(r'^    """(.*?)"""$', inspect.getsource(kind), re.MULTILINE)


def commands(lang: str) -> Pages:
    """The help of the program and of each of its verbs."""
    parts = [f"# {say(lang, '命令行', 'Command line')}", "", fenced(_help(lang))]
    for name in main.list_commands(click.Context(main)):
        parts += [f"## perfrules {name}", "", fenced(_help(lang, name))]
    return {"commands.md": "\n".join(parts)}


def _help(lang: str, *verb: str) -> str:
    return CliRunner().invoke(main, ["--lang", lang, *verb, "--help"], prog_name="perfrules", terminal_width=100).output


@functools.cache
def schemas_by_name() -> Mapping[str, object]:
    """Return the JSON schemas: of scores as published, of departments, targets and comparators as pydantic writes them."""
    made: dict[str, object] = {"score": json.loads((files("perfrules.report") / "score.schema.json").read_text("utf-8"))}
    for name in ("Department", "Target", "Comparator", "Actual"):
        made[name.lower()] = TypeAdapter(getattr(perfrules, name)).json_schema()
    return made


def schemas(lang: str) -> Pages:
    """The JSON schemas, as files to load and as text."""
    parts = [f"# {say(lang, 'JSON 格式', 'JSON schemas')}", ""]
    pages: Pages = {}
    for name, schema in schemas_by_name().items():
        text = json.dumps(schema, ensure_ascii=False, indent=2)
        pages[f"schemas/{name}.schema.json"] = text + "\n"
        parts += [f"## {name}", "", f"[{name}.schema.json](schemas/{name}.schema.json)", "", fenced(text, "json")]
    return {"schemas.md": "\n".join(parts)} | pages


def cases(lang: str) -> Pages:
    """The reading cases, as a file to load, with the schema of its lines."""
    groups = defaultdict(list)
    for case in conformance_cases():
        groups[case.group].append(case)
    zh = "换一种语言写读法，或改词表，用它们来试：每行一个 JSON，第一行是版本、许可（MIT）和条数，其余每行一条写法和它的读法。"
    en = "For the tests of a reader in another language: a JSON a line; the first says version, licence (MIT) and count, each other is a wording and its reading."
    files = "[reading-cases.jsonl](schemas/reading-cases.jsonl) · [reading-case.schema.json](schemas/reading-case.schema.json)"
    python = ">>> from perfrules.testing import case_lines, case_schema\n>>> lines = case_lines()"
    parts = [f"# {say(lang, '读法用例', 'Reading cases')}", say(lang, zh, en), files, fenced(python, "pycon")]
    head = say(lang, "| 写法 | 读法 | 发现 |", "| wording | reading | findings |")
    for group, those in groups.items():
        rows = [f"| {plain(case.wording)} | {plain(case.reading)} | {' '.join(case.codes)} |" for case in those[:_SHOWN]]
        more = (
            [say(lang, f"另有 {len(those) - _SHOWN} 条，见文件。", f"{len(those) - _SHOWN} more in the file.")]
            if len(those) > _SHOWN
            else []
        )
        parts += [f"## {plain(group)}", "\n".join([head, "| --- | --- | --- |", *rows]), *more]
    lines, schema = "".join(f"{line}\n" for line in case_lines()), json.dumps(case_schema(), ensure_ascii=False, indent=2)
    return {"cases.md": "\n\n".join(parts) + "\n", "schemas/reading-cases.jsonl": lines, "schemas/reading-case.schema.json": schema + "\n"}


_SHOWN = 8
"""Cases of a chapter that its page shows."""


def _entry(name: str, thing: object, level: int) -> list[str]:
    mark = "#" * level
    try:
        signature = str(inspect.signature(thing)) if callable(thing) else ""
    except ValueError:
        signature = ""
    signature = re.sub(r"<([\w.]+) object at 0x[0-9a-f]+>", r"\1", signature)
    lines = [f"{mark} {name}", ""]
    if signature and not (inspect.isclass(thing) and issubclass(thing, BaseException)):
        lines += [fenced(f"{name.rpartition('.')[2]}{signature}", "python")]
    lines += [_documented(inspect.getdoc(thing) or "")]
    if inspect.isclass(thing):
        for inner, member in sorted(vars(thing).items()):
            function = member.fget if isinstance(member, property) else member.__func__ if isinstance(member, classmethod) else member
            if not inner.startswith("_") and inspect.isfunction(function) and inspect.getdoc(function):
                lines += _entry(f"{name}.{inner}", function, level + 1)
    return lines


def _documented(text: str) -> str:
    """A docstring as a page: examples in a block, roles of reStructuredText as code."""
    text = re.sub(r":\w+:`~?\.?([^`]*)`", r"`\1`", text).replace("``", "`")
    parts = re.split(r"((?:^>>> .*\n?(?:(?!\n).+\n?)*\n?)+)", text, flags=re.MULTILINE)
    return "\n".join(fenced(part, "pycon") if part.startswith(">>>") else html.escape(part, quote=False) for part in parts) + "\n"


def api(lang: str) -> Pages:
    """Every public name with its signature and its docstring."""
    parts = [f"# {say(lang, '接口', 'API')}", ""]
    if lang == "zh":
        parts += ["说明照程序里的英文；用法的中文说明见[库](library.md)。", ""]
    for module in ("perfrules", "perfrules.frames", "perfrules.testing"):
        home = importlib.import_module(module)
        parts += [f"## {module}", "", _documented(inspect.getdoc(home) or "")]
        for name in home.__all__:
            parts += _entry(f"{module}.{name}", getattr(home, name), 3)
    return {"api.md": "\n".join(parts)}


def recipes(lang: str) -> Pages:
    """The recipes, each with what it says of itself in the language, and its source."""
    parts = [
        f"# {say(lang, '配方', 'Recipes')}",
        "",
        say(lang, "每个都是一个能运行、有测试的文件。", "Each is one file that runs and is tested."),
        "",
    ]
    for path in sorted(RECIPES.glob("*.py")):
        source = path.read_text("utf-8")
        about = (ast.get_docstring(ast.parse(source)) or path.stem).split("\n")[0]
        zh, _, en = about.rpartition("。")
        parts += [
            f"## {plain(say(lang, zh or en, en.strip() or zh).rstrip('.'))}",
            "",
            f"`examples/recipes/{path.name}`",
            "",
            fenced(source, "python"),
        ]
    return {"recipes.md": "\n".join(parts)}


MAKERS = (recipes, rules, findings, policies, units, operators, commands, schemas, cases, api)


def made(lang: str) -> Pages:
    """Return every made page of a language by its path."""
    return {path: text for maker in MAKERS for path, text in maker(lang).items()}
