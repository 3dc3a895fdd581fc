"""The network in hand: from a screen's settings to its cell, its example, its weights, a study."""
