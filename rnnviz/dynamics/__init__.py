"""A network as a map that is applied again and again: where it rests, and how fast it gets there.

Arrays in, arrays out; NumPy alone. A state is one array (S,): h, or h and c side by side.
"""
