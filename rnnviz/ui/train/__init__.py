"""Train: the controls, the run in hand, the runs of a session side by side."""
