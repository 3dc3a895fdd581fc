"""A column of cells as times: patterns, names of months, orders of day and month, epochs."""
