"""Plotly figures from arrays: what stands still and is hovered, zoomed and downloaded."""
