"""The page Language: texts, reading, writing, and the long gap."""
