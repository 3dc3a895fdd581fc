"""The lesson beside a screen: its cards, one at a time."""
