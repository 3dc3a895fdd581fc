"""Cells that readers ask about today: fewer gates, or gates that do not see the state."""
