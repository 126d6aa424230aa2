"""What people answered, as numbers: read from a snapshot by columns, hidden where few people could be recognized."""

from surveys.reports.results import Results, results

__all__ = ["Results", "results"]
