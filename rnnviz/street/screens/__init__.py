"""Each screen's own stretch of the street, one file each, with what is found at its end."""
