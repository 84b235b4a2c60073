"""What a large department costs: how the cost of a row grows with the table, and the memory beside the size of the csv.

Memory is the greatest resident set of a child process less that of the same child on a table of one row, so that the libraries
do not count. Beside it stands what would be written instead: the rows as dictionaries, as a frame of pandas, as pydantic models.
"""

import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import perfrules
from perfrules.lint import inspect

NAMES = ("培训人数", "技术合同成交额", "企业满意度", "项目验收合格率", "资金支付及时率", "举办活动场次", "投诉率", "建设面积")
FORMS = (
    "≥{n}家",
    "不少于{n}人次",
    "≥{p}%",
    "{n}个",
    "约{n}人",
    "≤{p}%",
    "不超过{n}万元",
    "达到{p}%以上",
    "2023年12月底前",
    "进一步提高",
    "{n}-{m}场",
)
CLASSES = ("产出指标,数量指标", "产出指标,质量指标", "效益指标,社会效益指标", "满意度指标,服务对象满意度指标")
SIZES = (3_000, 12_000)

READ = "import perfrules; kept = perfrules.read(FILE)"
SCORE = f"{READ}; from perfrules.tables.actuals import actuals_of; scores = perfrules.score(kept, actuals_of(kept.department))"
VERB = "from perfrules.cli import main\ntry: main({0!r})\nexcept SystemExit: pass"
MODELS = """
import csv, pydantic
class Row(pydantic.BaseModel):
    project: str; first: str; second: str; name: str; target: str; actual: str; weight: float
with open(FILE, encoding="utf-8") as file:
    kept = [Row(**dict(zip(Row.model_fields, fields))) for fields in list(csv.reader(file))[1:]]
"""
WAYS = {
    "the rows as dictionaries": "import csv; kept = list(csv.DictReader(open(FILE, encoding='utf-8')))",
    "a frame of pandas": "import pandas; kept = pandas.read_csv(FILE)",
    "a pydantic model a row": MODELS,
    "perfrules.read": READ,
    "perfrules.score": SCORE,
}
STATUS = Path("/proc/self/status")
MEASURED = f"""
import sys
print(next(line.split()[1] for line in open({str(STATUS)!r}) if line.startswith("VmHWM")), file=sys.stderr)
"""


def table(path: Path, rows: int) -> Path:
    """A filled csv of ``rows`` indicators, ten a project, most of the targets different from all others."""
    draw = random.Random(7)
    lines = ["项目名称,一级指标,二级指标,三级指标,年度指标值,实际完成值,分值"]
    for row in range(rows):
        number = draw.randint(1, 9999)
        target = draw.choice(FORMS).format(n=number, m=number + draw.randint(1, 50), p=draw.randint(50, 100))
        actual = f"{draw.randint(40, 110)}%"
        lines.append(f"项目{row // 10 + 1:05d}专项工作经费,{CLASSES[row % 4]},{draw.choice(NAMES)}{row % 10},{target},{actual},9")
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def peak(work: str, path: Path) -> int:
    """The greatest resident set of a process that does the work, in bytes."""
    command = [sys.executable, "-c", f"FILE = {str(path)!r}\n{work}\n{MEASURED}"]
    told = subprocess.run(command, cwd=path.parent, check=True, capture_output=True, text=True, encoding="utf-8").stderr
    return int(told.splitlines()[-1]) * 1024


@pytest.mark.skipif(not STATUS.exists(), reason="the system does not tell the greatest resident set of a process")
def test_memory_beside_the_csv(tmp_path: Path):
    one, many = table(tmp_path / "one.csv", 1), table(tmp_path / "many.csv", 20_000)
    works = {name: (work, work) for name, work in WAYS.items()}
    works["perfrules score -o .html"] = tuple(VERB.format(["score", str(path), "-o", f"{path.stem}.html"]) for path in (one, many))  # type: ignore[assignment]
    for name, (small, large) in works.items():
        room = peak(large, many) - peak(small, one)
        print(f"{name:28} {room / 2**20:7.1f} MiB  {room / many.stat().st_size:6.1f} times the csv")  # noqa: T201 -- the figure is the result
        assert many.stat().st_size


@pytest.mark.skipif(not STATUS.exists(), reason="the system does not tell the greatest resident set of a process")
def test_memory_grows_with_the_csv(tmp_path: Path):
    one, *larger = (table(tmp_path / f"{rows}.csv", rows) for rows in (1, 20_000, 200_000))
    for name, work in (("perfrules.read", READ), ("perfrules.score", SCORE)):
        few, many = ((peak(work, path) - peak(work, one)) / path.stat().st_size for path in larger)
        print(f"{name:28} {few:6.1f} → {many:6.1f} times the csv: {many / few:.2f}")  # noqa: T201 -- the figure is the result
        assert few > 0


def _each(work: Callable[[Path], object], path: Path, rows: int) -> float:
    """Milliseconds of processor a row, the least of three turns."""
    found = []
    for _ in range(3):
        begun = time.process_time()
        work(path)
        found.append((time.process_time() - begun) / rows * 1000)
    return min(found)


def test_growth_with_the_department(tmp_path: Path):
    paths = {rows: table(tmp_path / f"{rows}.csv", rows) for rows in SIZES}
    readings = {path: perfrules.read(path) for path in paths.values()}
    works: dict[str, Callable[[Path], object]] = {
        "read": perfrules.read,
        "check of what is read": lambda path: inspect(readings[path]),
        "check": perfrules.check,
        "score": lambda path: perfrules.score(readings[path], {}),
    }
    for name, work in works.items():
        small, large = (_each(work, paths[rows], rows) for rows in SIZES)
        print(f"{name:22} {small:.3f} → {large:.3f} ms a row: {large / small:.2f}")  # noqa: T201 -- the figure is the result
        assert small > 0
