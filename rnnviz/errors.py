"""The one error that the library raises."""


class RnnvizError(ValueError):
    """Something a person gave cannot be used.

    The message is one plain sentence that names what is wrong and the cure. The library raises
    it; only pages catch it and show it.

    >>> raise RnnvizError("The hidden size is 0; choose a whole number from 1 to 16.")
    Traceback (most recent call last):
    rnnviz.errors.RnnvizError: The hidden size is 0; choose a whole number from 1 to 16.
    """
