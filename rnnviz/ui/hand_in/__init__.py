"""Hand in: links of a class, what each shows, side by side."""
