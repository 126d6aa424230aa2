"""Forms of planning cycles."""
