import pytest

from perfrules.resources import tables_of
from perfrules.scoring.actuals.absences import absent_in, covers

LISTS = tables_of("grammars/negations.toml")["absence"]


@pytest.mark.parametrize("word", LISTS["words"])
@pytest.mark.parametrize("event", ["安全事故", "有责投诉", ""])
def test_a_word_that_states_it_says_what_did_not_happen(word, event):
    assert absent_in(f"{word}{event}") == absent_in(f"{word}{event}", asked=True) == event


@pytest.mark.parametrize("word", LISTS["demands"])
def test_a_word_that_only_demands_it_states_nothing(word):
    assert absent_in(f"{word}安全事故") is None
    assert absent_in(f"{word}安全事故", asked=True) == "安全事故"


@pytest.mark.parametrize("text", ["无障碍", "未发生变化", "无" + "很" * 40 + "事故", "未发生3起事故", "零基础培训", "未发生，无投诉"])
def test_other_words_say_no_such_thing(text):
    assert absent_in(text) is None


def test_what_is_wider_covers_what_is_narrower():
    assert covers("", "事故数")
    assert covers("安全事故", "重大安全 事故数")
    assert not covers("重大安全事故", "安全事故数")
