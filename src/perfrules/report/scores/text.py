"""The scores of a department on a terminal, within its width: the summary first, the tables where they are asked for."""

from __future__ import annotations

from collections.abc import Iterator

from perfrules.findings import Severity
from perfrules.report import digest, words
from perfrules.report.columns import columns, hanging
from perfrules.report.digest import Place, Report
from perfrules.report.sections import PLACES, Section, sections
from perfrules.report.words import points, said
from perfrules.text import visible, width

FEW = 5
"""So many lost or open indicators are told one by one; of more, the open ones are told by reason."""
MANY = 40
"""So many are told one by one where everything is asked for."""
_SPARE = {"projects": (9, 8, 7, 6, 10, 2, 3), "categories": (1,)}
"""The columns of a table that are left out first where it is too wide."""
_BRIEF = {"projects": (0, 1, 3, 4, 5)}
"""The columns of a table that a summary shows."""
_COLOURS = {"优": 32, "良": 32, "中": 33, "差": 31, "待定": 33, "excellent": 32, "good": 32, "fair": 33, "poor": 31, "open": 33}
_SEVERITIES = {Severity.ERROR: 31, Severity.WARNING: 33, Severity.INFO: 36}


def pieces(report: Report) -> Iterator[str]:
    """Return the summary: totals, grade, counts, projects, what cost most, what is open and why, what is to be looked at.

    ``verbose`` adds the tables of projects and categories, every source of the policy and every remark; no line is wider than
    ``width``.
    """
    found = {section.key: section for section in sections(report, brief=True)}
    blocks = [_headline(found["headline"], report), _table(found.get("projects"), report)]
    if report.verbose:
        blocks.append(_table(found.get("categories"), report))
    blocks += [
        _cost(report, found.get("lost")),
        _open(report, found.get("open")),
        _monitoring(found.get("monitoring"), report),
        _remarks(report),
    ]
    blocks.append(_sources(found["sources"], report) if report.verbose else _more(report))
    yield "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _headline(section: Section, report: Report) -> list[str]:
    size = max(width(row[0]) for row in section.rows)
    lines = hanging("", visible(section.title), report.width)
    for label, value in section.rows:
        text = [f"  {line}" for line in hanging(f"{label}{' ' * (size - width(label))}  ", visible(value), report.width - 2)]
        lines += [_painted(line, _COLOURS.get(value), report) if value in _COLOURS else line for line in text]
    return lines


def _painted(text: str, colour: int | None, report: Report) -> str:
    """``text`` in a colour, where the terminal takes one; its words say the same."""
    return f"\x1b[{colour}m{text}\x1b[0m" if report.colour and colour else text


def _table(section: Section | None, report: Report) -> list[str]:
    if section is None:
        return []
    shown = range(len(section.head)) if report.verbose else _BRIEF.get(section.key, range(len(section.head)))
    rows = [[visible(row[index]) for index in shown] for row in section.rows]
    right = [at for at, index in enumerate(shown) if index in section.right]
    spare = [list(shown).index(index) for index in _SPARE.get(section.key, ()) if index in shown]
    head = [visible(section.head[index]) for index in shown]
    return [visible(section.title), *(f"  {line}" for line in columns(head, rows, right, most=report.width - 2, spare=spare))]


def _entry(place: Place, value: str, report: Report) -> Iterator[str]:
    """Two lines of an indicator: what it is and what it costs, then target, actual value and reason."""
    lang = report.lang
    project = said((f"（{place.project.name}）", f" ({place.project.name})"), lang) if place.project.name else ""
    head = f"  {place.part.key}  {value}  "
    yield from hanging(head, visible(f"{place.label(lang)}{project}"), report.width)
    reached = f"{place.target} → {place.actual(lang)}" if place.target else place.actual(lang)
    yield from hanging("    ", visible(said((f"{reached}；{place.why(lang)}", f"{reached}; {place.why(lang)}"), lang)), report.width)


def _cost(report: Report, section: Section | None) -> list[str]:
    if section is None:
        return []
    places = digest.costliest(report.score, MANY if report.verbose else FEW)
    lines = [visible(section.title)]
    for place in places:
        lines += _entry(place, said((f"失 {points(place.part.lost)} 分", f"lost {points(place.part.lost)}"), report.lang), report)
    return lines


def _open(report: Report, section: Section | None) -> list[str]:
    """What is open: one by one where there are few, else counted by the reason that left it open."""
    if section is None:
        return []
    places, lang = digest.undecided(report.score), report.lang
    lines = [visible(section.title)]
    if report.verbose or len(places) <= FEW:
        for place in places[:MANY]:
            lines += _entry(place, said((f"待定 {points(place.part.open)} 分", f"open {points(place.part.open)}"), lang), report)
        if len(places) > MANY:
            left = len(places) - MANY
            more = said((f"另有 {left} 项，--format html、md、csv 或 json 全部列出。", f"{left} more: --format html has all."), lang)
            lines += hanging("  ", more, report.width)
        return lines
    reasons: dict[str, list[str]] = {}
    for place in places:
        reasons.setdefault(_reason(place, lang), []).append(place.part.key)
    for reason, keys in sorted(reasons.items(), key=lambda item: -len(item[1])):
        more = " …" if len(keys) > PLACES else ""
        lines += hanging("  ", visible(f"{reason} {len(keys)}{said((' 项：', ': '), lang)}{' '.join(keys[:PLACES])}{more}"), report.width)
    return lines


def _reason(place: Place, lang: str) -> str:
    """Why an indicator is open, in the words that all of its kind share."""
    found = max((item for item in place.part.findings if item.name != "reason-missing"), key=lambda item: item.severity.rank, default=None)
    return said(words.OUTCOMES[place.part.outcome] if found is None else (found.rule.title, found.rule.title_en), lang)


def _monitoring(section: Section | None, report: Report) -> list[str]:
    if section is None:
        return []
    lines = [visible(section.title)]
    for key, name, kind, expected, reached, lamp in section.rows:
        told = said((f"应完成 {expected}，已完成 {reached}", f"expected {expected}, reached {reached}"), report.lang)
        lines += hanging(f"  {lamp}  {key}  ", visible(f"{name}（{kind}）{told}"), report.width)
    return lines


def _remarks(report: Report) -> list[str]:
    """The remarks by code, errors first; those that ask for nothing where everything is asked for."""
    found = digest.remarks(report)
    tallies = [one for one in digest.tallies(found) if report.verbose or one.finding.severity is not Severity.INFO]
    if not tallies:
        return []
    count = sum(one.count for one in tallies)
    lines = [said((f"发现（{count} 条）", f"Findings ({count})"), report.lang)]
    for one in tallies:
        rule = one.finding.rule
        severity = _painted(rule.severity.say(report.lang), _SEVERITIES[rule.severity], report)
        places = " ".join(one.places[:PLACES]) + (" …" if len(one.places) > PLACES else "")
        text = visible(f"{said((rule.title, rule.title_en), report.lang)} ×{one.count}  {places}".rstrip())
        first, *rest = hanging(f"  {rule.severity.say(report.lang)} {rule.code}  ", text, report.width)
        lines += [first.replace(rule.severity.say(report.lang), severity, 1), *rest]
    return lines


def _sources(section: Section, report: Report) -> list[str]:
    """The sources of the policy, each with what is known of it and the rules that rest on it."""
    lines = [visible(section.title)]
    for source, known, rules in section.rows:
        head = source if source == known else said((f"{source}（{known}）", f"{source} ({known})"), report.lang)
        lines += hanging("  ", visible(f"{head}{said(('：', ': '), report.lang)}{rules}"), report.width, deeper=2)
    return lines


def _more(report: Report) -> list[str]:
    zh = "-v 另列各类得分、评分依据和全部发现；--explain KEY 说明一个得分；-o 报告.html 写成网页。"
    en = "-v adds categories, sources and every finding; --explain KEY shows how one score came about; -o report.html writes a page."
    return hanging("", said((zh, en), report.lang), report.width)
