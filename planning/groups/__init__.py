"""Who plans: the community triad, its groups, meetings and what they leave behind."""
