"""What is printed: worksheets to be done by hand, and notes for teachers, as pages of A4."""
