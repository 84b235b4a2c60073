"""The labels of a level belong to the policy: with their sources, extendable, and cited by the derivation."""

from collections.abc import Callable
from pathlib import Path

import pytest

from perfrules import evaluate
from perfrules.errors import PolicyError
from perfrules.scoring.descriptions import describe
from perfrules.scoring.policies import load, shipped

ADDED = """
id = "x"
title = "某办法"
extends = "mof-2020-10"
source = "某办法"
[labels]
added = [{{ level = "{level}", words = ["{word}"], wide = {wide}, source = "某办法第三条", evidence = "unverified" }}]
"""


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    def write(word: str, level: str = "达成", wide: str = "false", name: str = "x.toml", base: str = "mof-2020-10") -> Path:
        path = tmp_path / name
        path.write_text(ADDED.format(level=level, word=word, wide=wide).replace('extends = "mof-2020-10"', f'extends = "{base}"'), "utf-8")
        return path

    return write


@pytest.mark.parametrize("policy", shipped())
def test_every_label_says_where_it_stands(policy):
    for label in load(policy).labels.known:
        assert label.source.document
        assert label.evidence.value in ("confirmed", "unverified", "ours")


def test_a_policy_adds_words_of_its_own(written):
    path = written("已经办成")
    assert evaluate("效果明显", "已经办成").outcome.value == "cannot_judge"
    score = evaluate("效果明显", "已经办成（90%）", policy=path)
    assert (score.outcome.value, score.points) == ("met", 90)
    assert "“已经办成（90%）”即“达成”〔某办法第三条；未经核实〕" in score.explain()
    assert "says 达成 [某办法第三条; not verified]" in score.explain("en")


def test_what_is_added_counts_before_what_is_known_and_a_third_file_adds_to_it(written):
    below = written("基本达成", level="达成")
    path = written("马马虎虎", level="部分达成", name="y.toml", base=str(below.name))
    assert evaluate("效果明显", "基本达成", policy=path).outcome.value == "met"
    assert evaluate("效果明显", "马马虎虎", policy=path).outcome.value == "unmet"
    assert evaluate("效果明显", "基本达成").outcome.value == "cannot_judge"


def test_a_wide_one_is_settled_by_its_share(written):
    path = written("差不多", level="部分达成", wide="true")
    assert [evaluate("效果明显", f"差不多（{share}%）", policy=path).outcome.value for share in (70, 85)] == ["unmet", "met"]
    assert "即“部分达成及以上”〔某办法第三条；未经核实〕" in evaluate("效果明显", "差不多（85%）", policy=path).explain()


def test_the_words_of_an_unknown_one_list_what_the_policy_knows(written):
    (finding,) = (item for item in evaluate("效果明显", "马马虎虎", policy=written("已经办成")).findings if item.code == "AC008")
    assert finding.message.count("已经办成") == finding.message.count("基本达成目标") == 1


def test_a_word_stands_in_one_group(written):
    path = written("办成")
    path.write_text(path.read_text("utf-8").replace('["办成"]', '["办成", "办 成"]'), "utf-8")
    with pytest.raises(PolicyError, match="办成 写了两次"):
        load(path)


def test_a_page_shows_the_words_of_each_level(written):
    policy = load(written("已经办成"))
    told = {rule.rule: rule.settings for rule in describe(policy)}["labels"]
    assert told["达成"].startswith("已经办成〔某办法第三条；未经核实〕；")
    assert "not verified" in {rule.rule: rule.settings for rule in describe(policy, "en")}["labels"]["达成"]


def test_an_ours_label_says_only_that_it_is_ours():
    assert "“已完成”即“达成”〔本程序的约定〕" in evaluate("效果明显", "已完成").explain()
    assert "即“达成”" not in evaluate("效果明显", "达成（90%）").explain()
