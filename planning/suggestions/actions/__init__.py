"""Everything that changes a suggestion or a call."""
