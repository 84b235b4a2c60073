import pickle
from inspect import getmembers, isclass

import pytest

import perfrules
from perfrules import PerfrulesError, WordingError, errors

KINDS = [kind for _, kind in getmembers(errors, isclass) if issubclass(kind, PerfrulesError) and kind is not WordingError]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_error_says_it_in_both_languages(kind: type[PerfrulesError]):
    error = kind("不行。", "No.")
    assert (str(error), error.zh, error.en) == ("不行。", "不行。", "No.")
    assert (error.message(), error.message("zh"), error.message("en")) == ("不行。", "不行。", "No.")
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), again.args) == (kind, ("不行。", "No."))


@pytest.mark.parametrize("kind", [kind for kind in [*KINDS, WordingError] if kind is not PerfrulesError], ids=lambda kind: kind.__name__)
def test_every_error_is_told_what_it_is_by_its_docstring(kind: type[PerfrulesError]):
    assert kind.__doc__
    assert issubclass(kind, PerfrulesError)


@pytest.mark.parametrize("value", [5, None, b"x", ["≥5"], {"target": "≥5"}, True, 0.5])
def test_what_is_no_text_is_a_type_error(value: object):
    for call in (perfrules.parse, perfrules.comparator):
        with pytest.raises(TypeError, match=type(value).__name__) as caught:
            call(value)  # type: ignore[arg-type]
        assert isinstance(caught.value, PerfrulesError)


def wording_error(text: str) -> WordingError:
    with pytest.raises(WordingError) as caught:
        perfrules.comparator(text)
    return caught.value


def test_a_wording_error_has_its_place_its_caret_and_what_was_expected():
    error = wording_error("投诉率不低80%")
    assert (error.text, error.span) == ("投诉率不低80%", (3, 5))
    assert "≥50家" in error.expected
    assert str(error).splitlines()[1:3] == ["投诉率不低80%", "      ^^^^"]
    assert error.message("en").splitlines()[1:3] == ["投诉率不低80%", "      ^^^^"]
    assert "Expected one requirement, such as ≥50家" in error.message("en")
    assert isinstance(error, ValueError)


@pytest.mark.parametrize(
    ("text", "span"),
    [("≥5家；≥3场", (4, 7)), ("", (0, 0)), ("   ", (0, 3)), ("/", (0, 1)), ("≥%", (0, 2)), ("≥5\u202e家", (2, 3)), ("90%～80%", (0, 7))],
)
def test_where_a_wording_goes_wrong(text: str, span: tuple[int, int]):
    assert wording_error(text).span == span


def test_a_wording_error_pickles_with_its_fields():
    error = wording_error("不低80%")
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), again.en, again.text, again.span, again.expected) == (str(error), error.en, error.text, error.span, error.expected)


def test_every_error_can_be_printed():
    error = PerfrulesError("没有“\ud800”。", "There is no “\udfff”.")
    assert (str(error), error.message("en")) == ("没有“\\ud800”。", "There is no “\\udfff”.")
