"""Formulas over the numbers of a link."""
