"""What all printed sheets are made of: the page, headings and blanks, decimals, a small network."""
