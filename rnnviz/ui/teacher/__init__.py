"""For teachers: a link for a class, notes for each lesson, worksheets."""
