"""Plain recurrent cells: one state, no gates."""
