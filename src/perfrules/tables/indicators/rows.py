"""Tables with one indicator a row: labels that stand once for many rows, targets in several columns, printed scores."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace

from perfrules.comparators import Change
from perfrules.findings import Finding, finding
from perfrules.model import Category, Execution, Indicator, Scored, Subcategory, light
from perfrules.tables.amounts import amount_of, read_amount
from perfrules.tables.grid import Cell, Row, at, own, shared
from perfrules.tables.guards import unguard
from perfrules.tables.headings.captions import is_signed
from perfrules.tables.headings.columns import COLUMNS, words_with
from perfrules.tables.headings.facts import FIGURES, PREFIX
from perfrules.tables.headings.labels import label, roles, squeezed
from perfrules.tables.headings.numbering import is_numbering
from perfrules.tables.headings.signs import is_measured, is_number, lacks_unit, sign_of
from perfrules.tables.headings.ticks import POSSIBILITIES, ticked
from perfrules.tables.headings.vocabulary import headings
from perfrules.tables.indicators.cells import excerpt, one_line
from perfrules.tables.indicators.composed import NOTHING, composed
from perfrules.tables.indicators.contents import own_cell
from perfrules.tables.indicators.joined import known_category
from perfrules.tables.indicators.joint_points import JointPoints
from perfrules.tables.indicators.listed import MARK, folded_items, item_of, may_be_numbered, numbered_lines
from perfrules.tables.indicators.prefixes import without_classes, without_mark
from perfrules.wording import Target
from perfrules.wording.targets import spared

_UNADJUSTED = frozenset((*NOTHING, *headings("adjusted")["nothing"]))
_FUNDS = frozenset(word for figure in FIGURES for word in headings("amounts")[figure])
_EQUAL = (*NOTHING, "=", "＝")
_PLACEHOLDER = re.compile(r"[…．.·\s]*")
_ROWS = headings("rows")
FORM_WORDS, EXECUTION, TOTALS = _ROWS["indicators"], _ROWS["execution"], _ROWS["total"]
_SLASHES = str.maketrans("／", "/")
_LINED = ("name", "target", "actual", "weight")
_FOLDED = ("target", "adjusted", "nature", "sign", "kind", "unit", "actual", "actual_unit", "weight", "points", "reason")


@dataclass(slots=True)
class IndicatorRows:
    """Reads rows under known columns; remembers the labels above and what to report once at the end."""

    columns: Mapping[str, int]
    findings: list[Finding]
    signs: Mapping[int, bool] = field(default_factory=dict)
    said: Mapping[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    inherited: dict[str, int] = field(default_factory=dict)
    last: int = 0
    joint: JointPoints = field(default_factory=JointPoints)

    def cell(self, row: Row, role: str) -> Cell | None:
        """The cell of a role, if the row has it."""
        index = self.columns.get(role)
        return row[index] if index is not None and index < len(row) else None

    def text(self, row: Row, role: str) -> str:
        """The text of a role, trimmed; empty where there is none."""
        index = self.columns.get(role)
        said = unguard(row[index].text).strip() if index is not None and index < len(row) else ""
        if "in_one" not in self.columns or role not in ("name", "target"):
            return said
        item = item_of(said)
        return item.name if role == "name" else item.target or item.name

    def is_line(self, row: Row) -> bool:
        """Whether one cell is merged over the name and every value of a row: a line has no values."""
        cells = [cell for role in _LINED if (cell := self.cell(row, role)) is not None]
        return (
            len(cells) > 2
            and all(cell.origin is not None and cell.origin[0] == cell.row for cell in cells[1:])
            and len({cell.text for cell in cells}) == 1
        )

    def is_signature(self, row: Row) -> bool:
        """Whether a row is one of signatures: 电话 ≥50部 below name and target is an indicator, 电话 13800000000 none."""
        return is_signed(row) and not (self.text(row, "name") and is_measured(self.text(row, "target")))

    def numbers_columns(self, row: Row) -> bool:
        """Whether a row numbers the columns: with a number for the names, or before there is a name that a row of values could go on."""
        return bool(self.text(row, "name") or not self.labels.get("name")) and is_numbering(row)

    def names_class(self, row: Row) -> bool:
        """Whether a row is a line that names the class of the rows below it (一、产出指标（50分）), where no column does.

        What it gives the class of weight and points is said.
        """
        if "first" in self.columns:
            return False
        first, *others = own(row)
        word = _unremarked(first.text)
        scores = {row[self.columns[role]].column for role in ("weight", "points") if self.columns.get(role, len(row)) < len(row)}
        given = [cell for cell in others if cell.text != first.text]
        if (known_category(word)[0] is None and label(word) not in _ROWS["chapter"]) or not all(cell.column in scores for cell in given):
            return False
        self.labels["first"] = word
        if given:
            self.findings.append(at(finding("IN029", fields=f"{word} {'、'.join(cell.text for cell in given)}"), given[0]))
        return True

    def _indicator(self, row: Row, project: str | None) -> Indicator | None:
        """The indicator of a row, or None where the row holds only labels or the form's own dots."""
        classed = without_classes(self.text(row, "name") or self.text(row, "above"))
        number, written = without_mark(classed.name, self.last)
        name = "" if _PLACEHOLDER.fullmatch(written) else shared(one_line(written))
        name = name or (self.text(row, "first") if label(self.text(row, "first")) in EXECUTION else "")
        category, subcategory = self._classes(row, project)
        initial, target = self._targets(row, name)
        if not name and _PLACEHOLDER.fullmatch(target.text):
            return None
        name = name or one_line(self.text(row, "name")) or self._name_above(row)
        self.last = int(number) if number else self.last
        self.labels["name"] = name
        in_words = bool(self.text(row, "words") and not self.text(row, "target"))
        cell = self.cell(row, "adjusted" if initial else "words" if in_words else "target") or self.cell(row, "name")
        assert cell is not None
        if initial:
            found = finding("IN080", initial=excerpt(initial), adjusted=excerpt(target.text))
            self.findings.append(at(found, cell, project=project, indicator=name))
        if target.text and self._is_merged_with_target(row):
            self.findings.append(at(finding("IN087", value=excerpt(target.text)), cell, project=project, indicator=name))
        base = "" if self.text(row, "base") in NOTHING else self.text(row, "base")
        is_change = bool(base and self._actual(row)) and any(isinstance(item.comparator, Change) for item in target.criteria)
        earlier = [f"年初指标值：{initial}" if initial else "", f"基期值：{base}" if base and not is_change else ""]
        kept = spared(target)
        indicator = light(
            Indicator(
                number=self.text(row, "number") or number,
                category=classed.category or category,
                subcategory=classed.subcategory or subcategory,
                name=name,
                target=kept,
                actual=shared(self._actual(row) + (f"（基期值{base}）" if is_change else "")) or None,
                **self.scored(row),
                deviation_reason=self._reason(row) or None,
                note="\n".join(filter(None, (*earlier, self._note(row)))) or None,
                place=cell.place_of(kept.text, project=project, indicator=name),
            )
        )
        for role in ("weight", "points"):
            self.joint.note(role, self.cell(row, role), indicator)
        return indicator

    def indicators(self, row: Row, project: str | None) -> list[Indicator]:
        """The indicators of a row: one, or as many as its cells list; none where it holds only labels or the form's own dots, or one
        text beside its label.
        """
        if self.is_line(row):
            return []
        return [found for part in self._unfolded(row) if (found := self._indicator(part, project)) is not None]

    def _unfolded(self, row: Row) -> list[Row]:
        """A row a named item (指标1： 指标2：), where the name's cell holds several and every other cell as many."""
        name = self.text(row, "name")
        marked = folded_items(name, marked=True)
        names = marked or (folded_items(name) if numbered_lines(name) else [])
        texts = {role: text for role in _FOLDED if (text := self.text(row, role))}
        if not marked and any(may_be_numbered(text) and not numbered_lines(text) for text in texts.values()):
            return [row]
        parts = {role: numbered_lines(text) or folded_items(text) for role, text in texts.items()}
        if len(names) < 2 or "target" not in parts or any(len(items) != len(names) for items in parts.values()):
            return [row]
        parts["name"] = names
        by_column = {self.columns[role]: items for role, items in parts.items()}
        return [
            tuple(replace(cell, text=by_column[column][item]) if column in by_column else cell for column, cell in enumerate(row))
            for item in range(len(names))
        ]

    def scored(self, row: Row) -> dict[str, object]:
        """The printed weight and points of a row; a merged cell belongs to the first of its rows only."""
        found: dict[str, object] = {}
        for role, title in (("weight", "分值"), ("points", "得分")):
            cell = self._score(row, role)
            if cell and not cell.inherited:
                found[role] = read_amount(cell, title, None, self.findings, code="IN022")
        return found

    def _score(self, row: Row, role: str) -> Cell | None:
        """The cell of a weight or of points; of a column that holds both (50/45) the half that is asked for."""
        cell = self.cell(row, role)
        first = next((said.partition(".")[2] for said in self.columns if said.startswith("scores.")), None)
        if cell is None or first is None or self.columns["weight"] != self.columns["points"]:
            return cell
        parts = cell.text.translate(_SLASHES).split("/")
        return replace(cell, text=parts[role != first]) if len(parts) == 2 else cell

    def total(self, row: Row) -> Scored | None:
        """The printed total, where the row is the one that gives it."""
        first = next((cell for cell in row if cell.text.strip() and not cell.inherited), None)
        if first is None or (label(first.text) not in TOTALS and not self._is_unnamed_sum(row)):
            return None
        if (asked := own_cell(row, self.columns.get("target"))) and is_measured(asked.text) and not is_number(asked.text):
            return None  # 综合得分 | ≥90分: an indicator that is called so
        scored = self.scored(row)
        money = {index for role, index in self.columns.items() if role.startswith(PREFIX)}
        spare = (cell for index, cell in enumerate(row) if index not in money and not cell.inherited)
        numbers = [number for cell in spare if (number := amount_of(cell.text)) is not None]
        if len(numbers) == 1 and not any(value is not None for value in scored.values()):
            scored["points"] = numbers[0]  # one number behind 总分, in whatever column, is what the whole has earned
        return Scored.model_validate(scored)

    def _is_unnamed_sum(self, row: Row) -> bool:
        """Whether a row has a weight and points and nothing else: the sum of a form that does not say so."""
        places = [place for place, cell in enumerate(row) if cell.text.strip()]
        sums = [self.columns[role] for role in ("weight", "points") if role in self.columns]
        return len(set(sums)) == 2 and places == sorted(sums) and all(amount_of(row[place].text) is not None for place in places)

    def total_beside(self, row: Row) -> Scored | None:
        """What the whole has earned, where a column of its own says so."""
        cell = self.cell(row, "total_points")
        if cell is None or cell.inherited or not cell.text.strip():
            return None
        return Scored(points=read_amount(cell, COLUMNS["total_points"][0], None, self.findings, code="IN022"))

    def subtotal(self, row: Row, project: str | None) -> bool:
        """Whether the row adds up the rows above it (小计); what it gives is said and not read."""
        cells = [cell for cell in row if cell.text.strip() and not cell.inherited]
        if not cells or not label(cells[0].text).endswith(_ROWS["subtotal"]):
            return False
        self.findings.append(at(finding("IN029", fields=label(cells[0].text)[:24]), cells[0], project=project))
        return True

    def heads_another(self, row: Row) -> bool:
        """Whether a row heads a table of another kind below the indicators: it begins with 序号 and shares no headings (序号 存在问题 整改措施),
        or heads funds (年初预算数 全年执行数).
        """
        first, *others = own(row)
        if len({label(cell.text) for cell in others} & _FUNDS) > 1:
            return True
        if len(others) < 2 or label(first.text) not in COLUMNS["number"]:
            return False
        return len((self.columns.keys() & roles(row, words_with({})).keys()) - {"number"}) < 2

    def is_whole(self, row: Row) -> bool:
        """Whether a row has a name, a target and a weight of its own: an indicator even below a total."""
        return all(own_cell(row, self.columns.get(role)) for role in ("name", "target", "weight"))

    def execution(self, row: Row) -> Execution | None:
        """The printed 预算执行, where a row gives it beside the indicators: as a first level, or under none."""
        first, name = (label(self.text(row, role)) in EXECUTION for role in ("first", "name"))
        if not first and not (name and self._label(row, "first") == ""):
            return None
        return Execution.model_validate(self.scored(row) | {"rate": amount_of(self.text(row, "actual"))})

    def named_execution(self, row: Row) -> Execution | None:
        """The rate that an indicator called 预算执行率 prints; its points are the indicator's."""
        if label(self.text(row, "name")) not in EXECUTION:
            return None
        return Execution(rate=amount_of(self.text(row, "actual")))

    def report(self, cell: Cell) -> None:
        """Say once what was put together or taken from above."""
        parts = (("nature", "指标性质"), ("sign", "指标值符号"), ("target", "指标值"), ("unit", "度量单位"))
        together = [title for role, title in parts if role in self.columns]
        if len(together) > 1:
            self.findings.append(at(finding("IN024", columns="、".join(together)), cell))
        if any(role.startswith("level.") and index == self.columns["target"] for role, index in self.columns.items()):
            self.findings.append(at(finding("IN059"), cell))
        for role, title, title_en in (
            ("first", "一级指标", "the first level"),
            ("second", "二级指标", "the second level"),
            ("name", "指标名称", "the name"),
        ):
            if self.inherited.get(role):
                self.findings.append(at(finding("IN025", count=self.inherited[role], column=title, column_en=title_en), cell))

    def remainder(self, row: Row) -> list[Cell]:
        """The cells of a row without an indicator that are more than the labels and dots of the form."""
        if self.is_line(row):
            return own(row)
        labels = {index for role, index in self.columns.items() if role in ("project", "code", "number", "first", "second", "name")}
        spare = (cell for index, cell in enumerate(row) if index not in labels and not cell.inherited)
        return [cell for cell in spare if not _PLACEHOLDER.fullmatch(cell.text) and label(cell.text) not in FORM_WORDS]

    def _note(self, row: Row) -> str | None:
        """What the column of notes says, and the comments at the cells of the name and of the target."""
        cells = [self.cell(row, role) for role in ("name", "target")]
        possible = "、".join(ticked(row, self.columns, "possibility")) or POSSIBILITIES.get(
            self.text(row, "possibility"), self.text(row, "possibility")
        )
        said = (("全年预计完成情况", self.text(row, "forecast")), ("完成目标可能性", possible))
        notes = [self.text(row, "note"), *(f"{title}：{text}" for title, text in said if text)]
        levels = {role: index for role, index in self.columns.items() if index != self.columns.get("target")}
        notes += ticked(row, levels, "level")
        notes += [cell.comment for cell in cells if cell and cell.comment]
        return "\n".join(note for note in notes if note) or None

    def _reason(self, row: Row) -> str:
        """The reason as written, and the kinds of reason that are ticked."""
        kinds = "、".join(ticked(row, self.columns, "reason"))
        written = [self.text(row, "reason"), *ticked(row, self.columns, "explanation")]
        return "：".join(text for text in (kinds, "；".join(text for text in written if text)) if text)

    def _targets(self, row: Row, name: str) -> tuple[str, Target]:
        """What a target was before it was adjusted, empty where it was not, and the target in force."""
        first = self._target(row, name, "target")
        if self._unmarked(row, "adjusted") in _UNADJUSTED:
            return "", first
        adjusted = self._target(row, name, "adjusted")
        return (first.text, adjusted) if adjusted.text != first.text else ("", first)

    def _target(self, row: Row, name: str, role: str) -> Target:
        """The target of a row, put together from its columns of signs, values and units."""
        own = f"{role}_nature"
        kinds = (own,) if own in self.columns else ("nature", "sign", "kind")
        cells = [(kind, index) for kind in kinds if (index := self.columns.get(kind)) is not None]
        texts = [(self._unmarked(row, kind), self.signs.get(index, False)) for kind, index in cells]
        signs = [(text, sign_of(text, coded=coded)) for text, coded in texts]
        is_bounded = role == "target" and self.columns.get("low") == self.columns["target"]
        value = self._between(row) if is_bounded else self._unmarked(row, role)
        if role == "target" and (words := self._unmarked(row, "words")) not in NOTHING:
            value = f"{value}；{words}" if value not in NOTHING else words
        if self.said and is_number(value):
            signs += [(sign, sign_of(sign, coded=False)) for sign in (self.said.get("nature"),) if sign]
        unit = self.said.get("unit", "") if self.said and lacks_unit(value) else ""
        return composed(signs, value, self._unmarked(row, f"{role}_unit") or self._unmarked(row, "unit") or unit, name)

    def _between(self, row: Row) -> str:
        """A target of two bounds, either of which may be left out."""
        low, high = ("" if (said := self._unmarked(row, role)) in NOTHING else said for role in ("low", "high"))
        if low and high:
            return low if low == high else f"{low}～{high}"
        return f"≥{low}" if is_number(low) else f"≤{high}" if is_number(high) else low or high

    def _actual(self, row: Row) -> str:
        """The actual value; a number with the unit that stands in a column of its own."""
        if self._is_merged_with_target(row):
            return ""
        said, unit = self._unmarked(row, "actual"), self.text(row, "actual_unit") or self.said.get("actual_unit", "")
        sign = "" if (written := self.text(row, "actual_nature")) in _EQUAL or not said else written
        said = f"{said}{unit}" if said[-1:].isdigit() and amount_of(said) is not None and unit not in NOTHING else said
        return f"{sign}{said}"

    def _is_merged_with_target(self, row: Row) -> bool:
        """Whether the cell of the actual value is covered by that of the target in the same row."""
        target, actual = self.cell(row, "target"), self.cell(row, "actual")
        return target is not None and actual is not None and actual.origin == (target.origin or (target.row, target.column))

    def _unmarked(self, row: Row, role: str) -> str:
        """The text of a role without a mark 指标1： in front."""
        text = self.text(row, role)
        mark = MARK.match(text)
        return text[mark.end() :].strip() if mark else text

    def _classes(self, row: Row, project: str | None) -> tuple[Category | None, Subcategory | None]:
        first, second = self._label(row, "first"), self._label(row, "second")
        category, subcategory = self._known(row, "first", first, project)
        with suppress(ValueError):
            subcategory = Subcategory(second) if second else subcategory
        if second and subcategory is None:
            known = self._known(row, "second", second, project)
            category, subcategory = category or known[0], known[1]
        return category or (known_category(second)[0] if second else None), subcategory

    def _known(self, row: Row, role: str, word: str, project: str | None) -> tuple[Category | None, Subcategory | None]:
        category, subcategory = known_category(word) if word else (None, None)
        cell = self.cell(row, role)
        if word and category is None and cell and cell.text.strip() and not cell.inherited:
            self.findings.append(at(finding("IN014", written=word), cell, project=project))
        return category, subcategory

    def _name_above(self, row: Row) -> str:
        """The name of the row above for a row with a target and no label of its own, or a second level that is no class: 培训人数 | | ≥10人."""
        second = own_cell(row, self.columns.get("second"))
        if second and known_category(label(second.text))[0] is None:
            return one_line(second.text)
        above = self.labels.get("name", "")
        if not above or any(self.text(row, role) for role in ("first", "second", "number", "project", "code")):
            return ""
        self.inherited["name"] = self.inherited.get("name", 0) + 1
        return above

    def _label(self, row: Row, role: str) -> str:
        """The label of a row, else the one above; a new first-level label ends the second-level one."""
        written = _unremarked(self.text(row, role))
        if written:
            if role == "first" and written != self.labels.get("first"):
                self.labels.pop("second", None)
            self.labels[role] = written
        elif self.labels.get(role):
            self.inherited[role] = self.inherited.get(role, 0) + 1
        return self.labels.get(role, "")


def _unremarked(text: str) -> str:
    """A label without the remark behind it: 产出指标（50分）."""
    return re.sub(r"\([^()]*\)$", "", squeezed(text))
