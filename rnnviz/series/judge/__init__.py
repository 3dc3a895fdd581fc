"""What the numbers of a comparison allow to be said."""
