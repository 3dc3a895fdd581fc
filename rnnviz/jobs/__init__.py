"""Long work in processes of its own: any function of a module, with progress, Stop and a queue."""

from rnnviz.jobs.batch import Batch
from rnnviz.jobs.book import Book
from rnnviz.jobs.cluster import Cluster
from rnnviz.jobs.job import Job, OnProgress
from rnnviz.jobs.pool import Pool
from rnnviz.jobs.shelf import Shelf, given

__all__ = ["Batch", "Book", "Cluster", "Job", "OnProgress", "Pool", "Shelf", "given"]
