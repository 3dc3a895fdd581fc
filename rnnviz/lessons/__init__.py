"""Lessons: files of cards that ask first, then show, with every number looked up on a screen."""
