"""The department as read: frozen pydantic models from the department down to the single indicator.

Amounts are in the table's unit. What stands nowhere is None, never 0.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, NamedTuple, TypeAlias, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, GetCoreSchemaHandler, GetJsonSchemaHandler, PlainSerializer
from pydantic_core import CoreSchema, core_schema

from perfrules import comparators
from perfrules.arguments import Word, native, shown
from perfrules.displays import Backend, frame_of, html_rows
from perfrules.errors import ValueRangeError
from perfrules.findings import Finding, FindingTuple, Location, place_from
from perfrules.keys import indicator_key, own_key
from perfrules.quantities import decimal, plain
from perfrules.resources import tables_of
from perfrules.text import Span
from perfrules.wording import Target, comparator, schemas
from perfrules.wording.targets import by_name


class Model(BaseModel):
    """Frozen; unknown keys are errors, which are those of pydantic: ``ValidationError``, a ``ValueError``."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    __str__ = object.__str__  # as ``repr`` shows it: a department in a line, not with all that is in it

    def model_post_init(self, _context: object, /) -> None:
        """Take little room: share the set of the fields that are given, and hold their values as an object does that was not filled
        from a dictionary, by the keys of its class. Of a large table both would take more room than what they hold.
        """
        given, values = self.__pydantic_fields_set__, self.__dict__
        object.__setattr__(self, "__pydantic_fields_set__", _GIVEN.setdefault(frozenset(given), given))
        object.__delattr__(self, "__dict__")
        for name, value in values.items():
            object.__setattr__(self, name, value)


_GIVEN: dict[frozenset[str], set[str]] = {}
_M = TypeVar("_M", bound=Model)


def light(made: _M) -> _M:
    """The same in a quarter less room: filled field by field, it holds its values without a dictionary.

    >>> light(Indicator(name="甲", target="≥5家")) == Indicator(name="甲", target="≥5家")
    True
    """
    out = object.__new__(type(made))
    for name in (*type(made).model_fields, *_KEPT):
        object.__setattr__(out, name, getattr(made, name))
    return out


_KEPT = ("__pydantic_fields_set__", "__pydantic_extra__", "__pydantic_private__")

Amount = Annotated[Decimal, BeforeValidator(decimal), PlainSerializer(plain, return_type=str)]
"""An exact amount from text or int; JSON writes it as a plain decimal string without trailing zeros."""


def _year(value: object) -> object:
    if isinstance(value, Decimal) and not (value.is_finite() and value.adjusted() < _DIGITS_OF_A_YEAR):
        raise ValueRangeError(f"{shown(value)} 不是年度。", f"{shown(value)} is no year.")
    return value


_DIGITS_OF_A_YEAR = 9
Year = Annotated[int, BeforeValidator(_year)]
"""A budget year."""


class _AsComparator:
    """What pydantic is to know of a comparator: it comes from itself, from strict wording, or from READING's JSON."""

    @staticmethod
    def __get_pydantic_core_schema__(source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        dump = core_schema.plain_serializer_function_ser_schema(_dumped, return_schema=core_schema.dict_schema())
        return core_schema.no_info_plain_validator_function(_comparator, serialization=dump)

    @staticmethod
    def __get_pydantic_json_schema__(schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        dumped = schemas.comparator()
        return dumped if handler.mode == "serialization" else schemas.or_text(dumped, several=False)


def _comparator(value: object) -> comparators.Comparator:
    if isinstance(value, str):
        return comparator(value)
    if isinstance(value, Mapping):
        return comparators.from_dict(value)
    if isinstance(value, comparators.Comparator):
        return value
    raise ValueRangeError("比较式应为文本，或其 JSON 对象。", "A comparator is text, or its JSON object.")


def _dumped(value: comparators.Comparator) -> dict[str, Any]:
    return value.to_dict() | ({"text": value.text} if isinstance(value, comparators.Qualitative) else {})


Comparator: TypeAlias = Annotated[comparators.Comparator, _AsComparator()]
"""A comparator as a field: from wording of one requirement, from READING's JSON, or as it is; JSON is READING's."""


class Named(Word):
    """An English value that is also known by Chinese names; the first one is its label."""

    @classmethod
    def _missing_(cls, value: object) -> Named:  # type: ignore[override]  # of the words that are not its own some are known
        word = "".join(str(value).split()).removesuffix("指标")
        names = _words()[cls.__name__]
        known = next((member for member in cls if word in names[member.value] or word.lower() == member.value), None)
        if known is None and word.endswith("满意度") and word != "满意度":
            known = cls("满意度")
        return known or super()._missing_(value)

    @property
    def label(self) -> str:
        """The Chinese name, such as 产出指标."""
        label: str = _words()[type(self).__name__][self.value][0]
        return label + "指标"


def _words() -> Mapping[str, Any]:
    """The Chinese names of each value of a class, from ``measures/categories.toml``."""
    return tables_of("measures/categories.toml")


class Category(Named):
    """First-level category (一级指标): by member, English value or Chinese.

    >>> Category("产出指标") is Category.OUTPUT, Category.BENEFIT.label
    (True, '效益指标')
    >>> Category("项目决策"), Category("管理")
    (<Category.DECISION: 'decision'>, <Category.PROCESS: 'process'>)
    >>> Category("受益群众满意度指标")  # of whomever
    <Category.SATISFACTION: 'satisfaction'>
    """

    OUTPUT = "output"
    BENEFIT = "benefit"
    SATISFACTION = "satisfaction"
    COST = "cost"
    DECISION = "decision"
    PROCESS = "process"


class Subcategory(Named):
    """Second-level category (二级指标)."""

    QUANTITY = "quantity"
    QUALITY = "quality"
    TIMELINESS = "timeliness"
    COST = "cost"
    ECONOMIC = "economic"
    SOCIAL = "social"
    ECOLOGICAL = "ecological"
    SUSTAINABLE = "sustainable"
    SATISFACTION = "satisfaction"
    ESTABLISHMENT = "establishment"
    OBJECTIVES = "objectives"
    FUNDING = "funding"
    FUND_MANAGEMENT = "fund_management"
    IMPLEMENTATION = "implementation"


def _place(value: Location) -> dict[str, Any]:
    return value.to_dict()


Place = Annotated[Location, BeforeValidator(place_from), PlainSerializer(_place, return_type=dict[str, Any])]


class Amounts(Model):
    """年初预算数, 全年预算数 and 全年执行数 of one source of funds."""

    initial: Amount | None = None
    adjusted: Amount | None = None
    executed: Amount | None = None


class Funding(Model):
    """Funds by source: each a plain amount or, where the form has them, three amounts. None: not in the table.

    ``unit`` is None: the amounts are in the department's unit. Funds of unknown unit bear the word 未知; they add up with
    nothing.
    """

    total: Amount | Amounts | None = None
    appropriation: Amount | Amounts | None = None
    special_account: Amount | Amounts | None = None
    carry_over: Amount | Amounts | None = None
    other: Amount | Amounts | None = None
    unit: str | None = None

    @property
    def budget(self) -> Decimal | None:
        """The total (总计): the plain amount, or of three the adjusted budget, else the initial one; None where its unit is unknown."""
        if self.unit is not None:
            return None
        if isinstance(self.total, Amounts):
            return self.total.adjusted if self.total.adjusted is not None else self.total.initial
        return self.total


class Scored(Model):
    """Points printed in a form: what is possible and what was given."""

    weight: Amount | None = None
    points: Amount | None = None


class Execution(Scored):
    """预算执行 as printed in a form; ``rate`` (预算执行率) in percent."""

    rate: Amount | None = None


class Indicator(Model):
    """One indicator (绩效指标): its printed number, category, name, target, and what a filled form says of it.

    A target of text is read with the name, as :func:`perfrules.evaluate` reads it. ``note`` is its 备注 or the comment of its cell.
    ``place`` is the cell of the target; its ``span`` says where in the cell the target stands, if it is not the whole.
    """

    number: str | None = None
    category: Category | None = None
    subcategory: Subcategory | None = None
    name: str
    target: Annotated[Target, BeforeValidator(by_name)]
    actual: str | None = None
    weight: Amount | None = None
    points: Amount | None = None
    deviation_reason: str | None = None
    note: str | None = None
    place: Place | None = None


class Project(Model):
    """One project (项目) with its funds, its objective (绩效目标) and its indicators in the order of the table.

    ``start`` and ``end`` are the dates of the project as the table writes them.
    ``location`` gives the cells of its ``funding``, ``execution``, ``objective`` and ``total``, as far as they are known.
    """

    name: str
    code: str | None = None
    department: str | None = None
    implementing_unit: str | None = None
    year: Year | None = None
    start: str | None = None
    end: str | None = None
    funding: Funding = Funding()
    execution: Execution | None = None
    objective: str | None = None
    objective_actual: str | None = None
    indicators: tuple[Indicator, ...] = ()
    total: Scored | None = None
    place: Place | None = None
    location: dict[str, Place] = {}

    def place_of(self, part: str) -> Location | None:
        """The cell of ``funding``, ``execution``, ``objective`` or ``total``, else the place of the project."""
        return self.location.get(part, self.place)


class Department(Model):
    """One department (部门) and its projects. ``unit`` is the unit of every amount, as the table says it (万元).

    ``execution``, ``objective``, ``objective_actual``, ``indicators`` and ``total`` are those of its own form (部门整体支出绩效自评表).
    ``location`` gives the cells of its own ``funding``, ``execution``, ``objective`` and ``total``.
    ``as_of`` is the last day that a monitoring table (绩效运行监控表) counts.
    """

    name: str | None = None
    unit: str | None = None
    year: Year | None = None
    as_of: date | None = None
    funding: Funding = Funding()
    execution: Execution | None = None
    objective: str | None = None
    objective_actual: str | None = None
    indicators: tuple[Indicator, ...] = ()
    total: Scored | None = None
    projects: tuple[Project, ...] = ()
    location: dict[str, Place] = {}

    def to_dict(self) -> dict[str, Any]:
        """Return the published JSON form, which :meth:`model_validate` reads again."""
        return self.model_dump(mode="json")

    def __repr__(self) -> str:
        count = len(self.indicators) + sum(len(project.indicators) for project in self.projects)
        return f"Department({self.name!r}, {len(self.projects)} projects, {count} indicators)"

    def _repr_html_(self) -> str:
        rows = [(project.name, project.code or "", str(len(project.indicators)), project.objective or "") for project in self.projects]
        return html_rows(("项目", "代码", "指标数", "绩效目标"), rows, self.name or "")

    def to_frame(self, *, backend: Backend = "pandas") -> Any:
        """Return a data frame with a row each indicator: key, project, category, name, target, its criteria, actual value, points.

        Raises ``ModuleNotFoundError`` where the backend is not installed.
        """
        own = ((own_key(index), self.name, item) for index, item in enumerate(self.indicators, 1))
        rows = [*((key, project.name, item) for key, project, item in self.keyed()), *own]
        columns: dict[str, list[Any]] = {
            "key": [key for key, _, _ in rows],
            "project": [project for _, project, _ in rows],
            "number": [item.number for _, _, item in rows],
            "category": [item.category and item.category.value for _, _, item in rows],
            "subcategory": [item.subcategory and item.subcategory.value for _, _, item in rows],
            "indicator": [item.name for _, _, item in rows],
            "target": [item.target.text for _, _, item in rows],
            "criteria": ["；".join(str(one.comparator) for one in item.target.criteria) for _, _, item in rows],
            "actual": [item.actual for _, _, item in rows],
            "weight": [item.weight for _, _, item in rows],
            "points": [item.points for _, _, item in rows],
            "deviation_reason": [item.deviation_reason for _, _, item in rows],
        }
        return frame_of(columns, backend)

    def keyed(self) -> Iterator[tuple[str, Project, Indicator]]:
        """Every indicator of every project with its stable key.

        A key (``P02I3``: the third indicator of the second project) begins with a letter and cannot be taken for a
        number or a date; a project's budget execution has the key ``P02X``.
        """
        for index, project in enumerate(self.projects, 1):
            for place, indicator in enumerate(project.indicators, 1):
                yield indicator_key(index, place), project, indicator


class Actual(Model):
    """One actual value (实际完成值) as written, and what stands beside it.

    ``value`` is text, a number, a date or None (not given). ``base`` is the 基期值 of a change, ``share`` the share of a
    qualitative target that was reached (0 to 1). ``budget`` and ``executed`` (全年预算数, 全年执行数) belong to the
    预算执行 row of a project (:func:`execution_key`) and are in the table's unit, as is ``initial`` (年初预算数); ``finished``
    says whether the year's task is done. ``deduction`` is a written deduction of points, which few policies take.
    """

    key: str = ""
    value: Annotated[str | bool | int | float | Decimal | datetime | date | None, BeforeValidator(native)] = None
    deviation_reason: str | None = None
    base: str | None = None
    share: Amount | None = None
    budget: Amount | None = None
    executed: Amount | None = None
    initial: Amount | None = None
    finished: bool | None = None
    deduction: Amount | None = None
    place: Place | None = None


class Piece(NamedTuple):
    """A stretch of a cell and what it became: ``number category name target separator`` or ``leftover``."""

    role: str
    span: Span


class SplitCell(NamedTuple):
    """A cell that held several indicators: its pieces are the whole text, from end to end and without overlap."""

    place: Location
    text: str
    pieces: tuple[Piece, ...]


class Reading(Model):
    """What :func:`perfrules.read` returns: the department, and what was noticed while reading the file.

    The findings on each target's wording are with the target (``indicator.target.findings``). ``cells`` accounts for
    every character of the cells that were taken apart.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    department: Department
    findings: Annotated[tuple[Finding, ...], AfterValidator(FindingTuple)] = FindingTuple()
    cells: tuple[SplitCell, ...] = ()

    def __repr__(self) -> str:
        return f"Reading({self.department!r}, {len(self.findings)} findings)"

    def _repr_html_(self) -> str:
        return self.department._repr_html_() + FindingTuple(self.findings)._repr_html_()

    @property
    def is_partial(self) -> bool:
        """Whether a part of the file was not read: it is damaged, or beyond a limit."""
        return any(found.rule.partial for found in self.findings)
