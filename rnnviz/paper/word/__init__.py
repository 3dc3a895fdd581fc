"""The worksheet of a word: three letters, softmax, cross-entropy, the readout's gradient."""
