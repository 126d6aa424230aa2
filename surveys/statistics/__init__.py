"""From answers to numbers: counts, shares, tests, weights, and what may not be shown. Plain Python, no database."""
