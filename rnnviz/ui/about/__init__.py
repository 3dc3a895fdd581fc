"""About: how the numbers are checked, where they are from, and what is kept."""
