"""The number card: for every number its formula, its terms and where they come from."""
