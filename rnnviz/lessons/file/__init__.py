"""A lesson as one Markdown file: reading it, and what is wrong with it by line."""
