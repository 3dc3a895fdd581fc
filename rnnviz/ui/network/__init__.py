"""The network in hand on a page: its controls, carried networks, edits, code to take along."""
