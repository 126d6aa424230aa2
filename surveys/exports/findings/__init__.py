"""What results say, in words: a sentence for each question, bars with numbers, the base, the table, how we asked.

One value for the page and for the report. Only what suppression has left comes here, so that no sentence, bar or text
beside a picture can tell more than the table.
"""

from surveys.exports.findings.values import Bar, Finding, Grid, Report
from surveys.exports.findings.writing import report_of

__all__ = ["Bar", "Finding", "Grid", "Report", "report_of"]
