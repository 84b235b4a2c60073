"""The quantity inside a criterion."""

from perfrules import parse
from perfrules.comparators import from_dict
from perfrules.lint.sizes import is_whole, number_span, unit_of, values_of
from perfrules.text import Span
from perfrules.wording import Criterion


def test_the_number_is_found_or_the_whole_criterion_stands_for_it():
    (criterion,) = parse("服务企业50家").criteria
    assert number_span(criterion) == Span(4, 6)
    bound = from_dict({"kind": "bound", "op": ">=", "value": "50", "unit": "家"})
    assert number_span(Criterion(bound, "五十家", Span(2, 5))) == Span(2, 5)
    assert number_span(Criterion(bound, "五十家", Span(2, 5), written=("50", "家"))) == Span(2, 5)


def test_what_is_no_bound_is_no_whole_and_has_no_values():
    (words,) = parse("效果明显").criteria
    assert not is_whole(words)
    assert values_of(words) == ()
    assert unit_of(words) is None
    (span,) = parse("80%～90%").criteria
    assert not is_whole(span)
    assert len(values_of(span)) == 2
