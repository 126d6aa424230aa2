"""Read-only aggregates of what the public side tells."""
