"""What people answered, as numbers: read from a snapshot by columns, hidden where few people could be recognized."""

from surveys.reports.results import Results, previous_results, results

__all__ = ["Results", "previous_results", "results"]
