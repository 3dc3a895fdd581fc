"""A Dask cluster on this machine: a scheduler and workers, each in a process of its own."""
