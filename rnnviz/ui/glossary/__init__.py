"""The page of words: every term, the keys of the player, the articles."""
