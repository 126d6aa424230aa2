"""What is planned, by whom it was approved and what came of it."""
