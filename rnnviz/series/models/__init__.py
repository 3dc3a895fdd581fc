"""The models of a comparison, and how each is fitted."""
