"""A class at work: many sessions at once over the app's own protocol, without browsers."""
