"""What people answered, as numbers: read from a snapshot by columns, hidden where few people could be recognized."""

from surveys.reports.results import Results, breakdown_titles, previous_results, results

__all__ = ["Results", "breakdown_titles", "previous_results", "results"]
