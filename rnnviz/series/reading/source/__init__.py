"""Bytes of a file: what it is, its encoding, the cells of a workbook; limits come first."""
