"""What a network is asked to do: sequences of inputs with their targets."""
