"""Files and data that go out of the catalogue."""
