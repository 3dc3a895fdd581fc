"""Scenes of Dynamics, one file a view: arrays in, planes out, and what may be said of them."""
