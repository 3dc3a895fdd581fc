"""How far back a network can look: the long gap."""
