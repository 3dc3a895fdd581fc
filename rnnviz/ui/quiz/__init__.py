"""The quiz before and after the lessons: its questions, and the score at the end."""
