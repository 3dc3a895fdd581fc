"""The page of lessons, and the way in from the landing page."""
