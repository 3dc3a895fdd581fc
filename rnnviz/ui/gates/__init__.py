"""The page Gates: its controls and presets."""
