"""The page Gradients: its controls, presets and figures."""
