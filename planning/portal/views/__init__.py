"""What the visitor and the office meet."""
