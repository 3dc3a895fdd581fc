"""The page Shapes: controls, pictures, and the lines that make the same network."""
