"""What stands at the end of the street: settings with all that follows, their numbers as files."""
