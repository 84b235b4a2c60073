"""The manual's site: every rule, policy, code, unit and comparator word has its place, no link is dead, no other host is asked."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from docs.house import layers
from docs.pages import RECIPES, operator_words, schemas_by_name

import perfrules
from perfrules.lint import all_rules
from perfrules.lint.rulebook import checks
from perfrules.scoring.policies import load, shipped
from perfrules.scoring.results.explanations import Evidence
from perfrules.testing import case_schema, conformance_cases
from perfrules.units import standard

pytestmark = pytest.mark.docs
LANGUAGES = pytest.mark.parametrize("home", [".", "en"])


def _text(page: Path) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", page.read_text("utf-8").split("<article", 1)[1].split("</article>", 1)[0]))


@LANGUAGES
def test_every_rule_and_every_code_has_its_page_with_its_words(built: Path, home: str):
    rules = {check.rule.code for check in checks()}
    for code, rule in all_rules().items():
        text = _text(built / home / ("rules" if code in rules else "findings") / f"{code}.html")
        assert rule.title in text, code
        assert re.sub(r"\s+", "", rule.message if home == "." else rule.message_en) in re.sub(r"\s+", "", text), code


@LANGUAGES
def test_every_policy_has_its_page_with_its_law_and_its_cases(built: Path, home: str):
    for name in shipped():
        policy, text = load(name), re.sub(r"\s+", "", _text(built / home / f"policies/{name}.html"))
        assert policy.jurisdiction in text
        for rule, table in policy.rules().items():
            assert f"（{rule}）" in text, (name, rule)
            assert table.evidence is Evidence.OURS or re.sub(r"\s+", "", str(table.source)) in text, (name, rule)
        mark = "例" if home == "." else "Case"
        assert text.count(mark) >= len(policy.cases)


@LANGUAGES
def test_every_unit_and_comparator_word_has_its_place(built: Path, home: str):
    units = _text(built / home / "units.html")
    assert [word for word in standard().words() if word not in units] == []
    operators = _text(built / home / "operators.html")
    words = [word for those in operator_words().values() for word in those]
    assert len(words) > 100
    assert [word for word in words if word not in operators] == []


@LANGUAGES
def test_every_public_name_and_schema_has_its_place(built: Path, home: str):
    text = _text(built / home / "api.html")
    assert [name for name in perfrules.__all__ if f"perfrules.{name}" not in text] == []
    for name, schema in schemas_by_name().items():
        assert json.loads((built / home / f"schemas/{name}.schema.json").read_text("utf-8")) == schema


@LANGUAGES
def test_every_recipe_is_shown_whole(built: Path, home: str):
    text = re.sub(r"\s+", "", _text(built / home / "recipes.html"))
    recipes = sorted(RECIPES.glob("*.py"))
    assert len(recipes) > 5
    assert [path.name for path in recipes if re.sub(r"\s+", "", path.read_text("utf-8")) not in text] == []


def _links(page: Path) -> list[str]:
    markup = re.sub(r"<(pre|code)\b.*?</\1>", "", page.read_text("utf-8"), flags=re.DOTALL)
    return [html.unescape(link) for link in re.findall(r'<(?:a|img|link|script|source)\b[^>]*?\s(?:href|src)="([^"]*)"', markup)]


def test_no_link_is_dead(built: Path):
    pages = {page: page.read_text("utf-8") for page in built.rglob("*.html") if page.name != "404.html"}
    marks = {page: set(re.findall(r'\s(?:id|name)="([^"]+)"', markup)) for page, markup in pages.items()}
    dead, tried = set(), 0
    for page in pages:
        for link in _links(page):
            if re.match(r"(?:https?|mailto|data):", link):
                continue
            path, _, mark = link.partition("#")
            target = (page.parent / unquote(path)).resolve() if path else page
            target = target / "index.html" if target.is_dir() else target
            tried += 1
            if not target.exists() or (mark and target in marks and unquote(mark) not in marks[target]):
                dead.add((page.relative_to(built).as_posix(), link))
    assert tried > 10_000
    assert dead == set()


def test_no_page_asks_another_host(built: Path):
    for page in built.rglob("*.html"):
        loaded = re.findall(r'<(?:link|script|img|iframe|source)\b[^>]*?(?:href|src)="(https?:[^"]*)"', page.read_text("utf-8"))
        assert loaded == [], page
    for sheet in built.rglob("*.css"):
        assert re.findall(r"(?:url\(|@import\s)['\"]?https?:", sheet.read_text("utf-8")) == []


def test_the_list_for_language_models_names_pages_that_are_there(built: Path):
    named = re.findall(r"\]\(([^)]+)\)", (built / "llms.txt").read_text("utf-8"))
    assert len(named) > 20
    assert [page for page in named if not (built / page).exists()] == []


@LANGUAGES
def test_the_house_has_every_layer_and_is_shown(built: Path, home: str):
    drawn = (built / home / "pictures" / ("house.svg" if home == "." else "house.en.svg")).read_text("utf-8")
    assert [module for row in layers() for module in row if f">{module}</text>" not in drawn] == []
    assert "pictures/house" in (built / home / "way.html").read_text("utf-8")


@LANGUAGES
def test_the_reading_cases_are_there_to_load_with_their_schema(built: Path, home: str):
    folder = built / home / "schemas"
    first, *lines = (folder / "reading-cases.jsonl").read_text("utf-8").splitlines()
    assert json.loads(first)["licence"] == "MIT"
    assert len(lines) == len(conformance_cases())
    assert json.loads((folder / "reading-case.schema.json").read_text("utf-8")) == case_schema()
    assert "reading-cases.jsonl" in (built / home / "cases.html").read_text("utf-8")
