"""A class in a room: its votes and the links it hands in, without names, for two hours."""
