"""What is moved by hand: the scene with a value on the way."""
