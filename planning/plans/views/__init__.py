"""Pages of planning cycles."""
