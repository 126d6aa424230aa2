"""What people tell the town unasked, and the calls it makes."""
