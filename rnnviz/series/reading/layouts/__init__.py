"""Tables that are not one row a time, turned into such."""
