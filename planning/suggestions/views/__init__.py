"""Pages of suggestions and calls."""
