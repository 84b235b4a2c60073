"""Spark：省级明细表按部门打分。Score a province's rows on a cluster.

    python -m venv job && job/bin/pip install 'PATH/TO/perfrules[frames]' venv-pack && job/bin/venv-pack -p job -o job.tar.gz
    PYSPARK_PYTHON=./job/bin/python spark-submit --archives job.tar.gz#job spark_job.py 明细.parquet 得分.parquet

The packed environment gives the workers this package and all that it needs in the versions of the driver. Where they have what the
extra ``frames`` brings already, the wheel alone does, under a name that Spark takes for a package (it passes over a ``.whl``):

    pip wheel --no-deps PATH/TO/perfrules && mv perfrules-*.whl perfrules.zip
    spark-submit --py-files perfrules.zip spark_job.py 明细.parquet 得分.parquet

Driver and workers have the same minor version of Python, and the workers find it where it was when the environment was packed.
Nothing is collected: wordings are read by the workers, rows are scored by columns.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from perfrules import frames

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


def run(spark: SparkSession, source: str, output: str) -> None:
    """Read, score, write."""
    rows = spark.read.parquet(source)
    frames.score(rows, target="指标值", actual="实际完成值", weight="分值").write.mode("errorifexists").parquet(output)


if __name__ == "__main__":
    from pyspark.sql import SparkSession

    run(SparkSession.builder.appName("perfrules").getOrCreate(), *sys.argv[1:3])
