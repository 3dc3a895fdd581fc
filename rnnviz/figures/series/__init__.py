"""The figures of Your series."""
