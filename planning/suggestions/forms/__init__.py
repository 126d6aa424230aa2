"""Forms of suggestions and calls."""
