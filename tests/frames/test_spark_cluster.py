"""A cluster of Spark whose workers have no perfrules of their own: it comes to them as a wheel, by the command of the manual."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
pytestmark = [
    pytest.mark.engines,
    pytest.mark.skipif(shutil.which("java") is None, reason="no Java runtime is installed (java)"),
]

JOB = """
import sys
from pyspark.sql import SparkSession
from perfrules.frames import roll_up, score

def place(_):
    import perfrules
    return perfrules.__file__

session = SparkSession.builder.getOrCreate()
print("PLACES", *sorted(set(session.sparkContext.parallelize(range(4), 4).map(place).collect())))
rows = [("甲", "≥50家", "38家", 10), ("甲", "进一步提高", "有所提高", 10), ("乙", "≤3%", "2.5%", 10)]
frame = session.createDataFrame(rows, ["p", "t", "a", "w"]).repartition(2)
print("POINTS", *sorted(str(row["points"]) for row in score(frame, target="t", actual="a", weight="w").collect()))
print("TOTALS", *sorted(row["p"] for row in roll_up(frame, by=["p"], target="t", actual="a", weight="w").collect()))
print("EXECUTORS", session.sparkContext._jsc.sc().getExecutorMemoryStatus().size() - 1)
"""


def worker_python(folder: Path) -> Path:
    """A Python that has the packages of this one; perfrules, installed for editing, is no folder among them."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    there = [path for path in sys.path if Path(path).is_dir() and Path(path) != ROOT / "src"]
    next(folder.glob("lib/python*/site-packages")).joinpath("there.pth").write_text("\n".join(there), "utf-8")
    return folder / "bin" / "python"


def test_the_wheel_as_a_zip_scores_on_two_executors(tmp_path: Path):
    pyspark = pytest.importorskip("pyspark", reason="pyspark is not installed")
    build = [sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", str(tmp_path), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    next(tmp_path.glob("*.whl")).rename(tmp_path / "perfrules.zip")
    (tmp_path / "job.py").write_text(JOB, "utf-8")
    home = Path(pyspark.__file__).parent
    kept = (home / "work").exists()
    environment = os.environ | {
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_HOME": str(home),
        "PYSPARK_PYTHON": str(worker_python(tmp_path / "worker")),
        "PYSPARK_DRIVER_PYTHON": sys.executable,
    }
    settings = [
        "spark.executor.memory=600m",
        "spark.ui.enabled=false",
        "spark.driver.bindAddress=127.0.0.1",
        "spark.sql.shuffle.partitions=2",
    ]
    command = [str(home / "bin" / "spark-submit"), "--master", "local-cluster[2,1,600]", "--py-files", str(tmp_path / "perfrules.zip")]
    for setting in settings:
        command += ["--conf", setting]
    try:
        done = subprocess.run(
            [*command, str(tmp_path / "job.py")], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )
    finally:
        if not kept:
            shutil.rmtree(home / "work", ignore_errors=True)
    assert done.returncode == 0, done.stderr[-2000:]
    told = dict(line.split(" ", 1) for line in done.stdout.splitlines())
    assert told["PLACES"].split() == ["./perfrules.zip/perfrules/__init__.py"]
    assert told["POINTS"] == "0.00 10.00 7.60"
    assert told["TOTALS"] == "乙 甲"
    assert told["EXECUTORS"] == "2"
