"""The landing page: the way to each screen."""
