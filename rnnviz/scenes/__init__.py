"""Scenes: what of a network is shown, as data for the player. No Streamlit here."""
