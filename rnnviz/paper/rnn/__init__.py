"""The worksheet of a plain RNN: three steps forward and backward, all gradients."""
