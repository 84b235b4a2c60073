"""Many departments at once: every table of a year scored, and what changes if one policy replaces another."""

from perfrules.batch.scoring import BatchResult, score_all
from perfrules.batch.tables import TableJob, find_jobs

__all__ = ["BatchResult", "TableJob", "find_jobs", "score_all"]
