"""Which column is the time, which the value, which tells several series apart."""
