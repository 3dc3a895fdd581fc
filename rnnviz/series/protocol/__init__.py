"""One protocol for all models: windows, split, transform."""
