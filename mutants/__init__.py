"""Small faults planted at random, to see whether the tests notice. Its requirements are its own."""
