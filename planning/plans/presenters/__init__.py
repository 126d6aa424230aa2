"""From rows to the words a page shows."""
