"""Search over everything public besides the services, which the catalogue finds by the same design."""
