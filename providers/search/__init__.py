"""What of the catalogue is findable, and how it is found."""
