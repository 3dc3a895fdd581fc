"""Dynamics, from settings to scene; each view is a function of the settings alone, or of a run."""
