"""What must be trained before it can be shown, and is not trained unasked."""

from rnnviz.errors import RnnvizError
from rnnviz.words import _


def must_be_asked() -> RnnvizError:
    """The sentence for a link that needs a training which takes longer than a moment."""
    return RnnvizError(
        _(
            "What this link shows must be trained first, which takes a while: ask for it with "
            "train=True, on the command line with --train."
        )
    )
