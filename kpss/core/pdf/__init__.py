"""Long tagged PDFs: chunks are laid out and cached, then merged with their tags, links and numbers."""
