"""What every page has: opener, links, widgets, memory of a session, long work, the player."""
