"""The worksheet of an LSTM or a GRU: three steps forward, gate by gate, and one step back."""
