"""Text to rows of cells, and which of these rows are the table and which its names."""
