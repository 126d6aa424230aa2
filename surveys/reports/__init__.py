"""What people answered, as numbers: read from a snapshot by columns, hidden where few people could be recognized."""

from surveys.reports.results import Results, results
from surveys.reports.variables import breakdown_titles
from surveys.reports.weights import previous_results, public_results, state_of

__all__ = ["Results", "breakdown_titles", "previous_results", "public_results", "results", "state_of"]
