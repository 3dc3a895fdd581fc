"""A user's series: read, audit, window, split, models and baselines, scores."""
