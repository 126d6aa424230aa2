"""What the demo town reads on its portal."""
