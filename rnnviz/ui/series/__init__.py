"""The page Your series, from the file to the verdict."""
