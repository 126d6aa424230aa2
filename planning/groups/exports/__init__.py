"""Files that go out of groups."""
