"""The scene of Language: a text read or written character by character, and what is expected next.

At step t the network has read the symbols up to t; p_t is its guess at symbol t + 1.
"""

from typing import Any

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.language import probabilities
from rnnviz.core.study import Study
from rnnviz.player.payload import Scene
from rnnviz.scenes.unroll import card, hidden_strip, scene_arrays
from rnnviz.tasks.language.language import visible
from rnnviz.tasks.language.writing import Written
from rnnviz.tasks.sequence import END, Example
from rnnviz.words import _

Json = dict[str, Any]
LOW_ROWS = 40  # symbols from which the rows of the map are lower
LONG = 40  # steps from which a text is read faster


def reading_scene(
    s: Study, example: Example, title: str, t: int = 0, *, by_word: bool = False
) -> Scene:
    """A text that is read, each guess beside the symbol, or word, that really follows."""
    last = example.outputs[int(example.d[-1].argmax())]
    text = text_view(s, example, [*example.ticks, last])
    guess = guess_view(example, "p", _("next"))
    every = map_view(s, "p", example, _("what follows"))
    views = [
        text | ({"how": _how_reading_words()} if by_word else {}),
        guess | ({"how": _how_guessing_words(), "wide": True} if by_word else {}),
        every | ({"how": _how_all_words()} if by_word else {}),
        *state_views(s),
        *loss_views(s),
    ]
    return _scene(s, example, title, views, language_arrays(s), t)


def writing_scene(
    s: Study, example: Example, title: str, written: Written, temperature: float
) -> Scene:
    """A text that the network wrote, each draw beside the probabilities that it was drawn from."""
    follows = [*map(visible, written.text), *([END] if written.ended else [])]
    arrays = language_arrays(s) | {"q": probabilities(s.y, temperature)}
    views = [
        text_view(s, example, follows, given=written.given),
        guess_view(example, "q", _("drawn"), temperature),
        map_view(s, "q", example, _("what was drawn")),
        *state_views(s),
    ]
    return _scene(s, example, title, views, arrays, written.given - 1)


def _scene(
    s: Study, example: Example, title: str, views: list[Json], arrays: dict[str, Array], t: int
) -> Scene:
    shown = [*views, {**card(s, example, ()), "editable": False}]
    side = len(shown) - 1
    return Scene(
        title=title,
        steps=len(s.x),
        views=tuple(shown),
        arrays=arrays,
        ticks=example.ticks,
        speed=2.0 if len(s.x) <= LONG else 6.0,  # steps a second
        start={"t": min(t, len(s.x) - 1)},
        options={"layout": {"columns": [list(range(side)), [side]]}},
    )


def language_arrays(s: Study) -> dict[str, Array]:
    """All arrays of the card, and what the views of the text add.

    `next` is the number of the symbol that follows, `p_next` its probability, `perplexity` that
    of everything up to step t.
    """
    following = s.d.argmax(axis=1)
    p_next = np.exp(-s.loss)
    mean = np.cumsum(s.loss) / np.arange(1, len(s.loss) + 1)
    with np.errstate(over="ignore"):  # a text that cannot be: the browser says "overflow"
        perplexity = np.exp(mean)
    return scene_arrays(s) | {
        "next": following.astype(np.int32),
        "p_next": p_next,
        "loss": s.loss,
        "perplexity": perplexity,
    }


def text_view(s: Study, example: Example, shown: list[str], given: int = 0) -> Json:
    """The view of the text: one tile a symbol, coloured by a unit or by surprise."""
    colours: list[Json] = [
        {"array": "h", "label": _("hidden unit"), "unit": True, "range": _range(s.trace.h)}
    ]
    if "c" in s.net.cell.state_fields:
        one = {"array": "c", "label": _("cell state"), "unit": True, "range": _range(s.trace.c)}
        colours.append(one)
    surprise = {"array": "p_next", "label": _("probability it was given"), "shift": 1}
    colours.append({**surprise, "scale": "gate", "range": [0, 1]})
    return {
        "type": "text",
        "title": _("What it writes") if given else _("What it reads"),
        "how": _how_writing() if given else _how_reading(),
        "array": "h",
        "symbols": shown,
        "given": given,
        "colours": colours,
        "guess": "q" if given else "p",
        "next": "next",
        "next_label": _("Drawn") if given else _("Next"),
        "perplexity": None if given else "perplexity",
        "outputs": list(example.outputs),
        "follow": [k for k, a in s.trace._asdict().items() if a.shape == s.trace.h.shape],
        "hidden_units": s.net.hidden,
        "unit": 0,
    }


def _how_reading() -> str:
    return _(
        "One tile a character. The framed one has just been read, the dashed one is to be guessed; "
        "click a tile to go there."
    )


def _how_reading_words() -> str:
    return _(
        "One tile a word. The framed one has just been read, the dashed one is to be guessed; "
        "click a tile to go there."
    )


def _how_guessing_words() -> str:
    return _("The probability of the likeliest words to come next.")


def _how_all_words() -> str:
    return _("One column a step, one row a word: bright where it is expected next.")


def _how_writing() -> str:
    return _(
        "What follows the underlined beginning was drawn, one character at a time, and read as the "
        "next input. Click a tile to go there."
    )


def _range(a: Array) -> list[float]:
    largest = max(1.0, float(np.abs(a).max()))
    return [-largest, largest]


def guess_view(example: Example, array: str, label: str, temperature: float = 1.0) -> Json:
    """The view of the probabilities at one step."""
    how = _("The probability of every character to come next, in percent.")
    if temperature != 1:
        text = _(
            "The probability of every character to come next, softmax(yₜ / {t:g}): a low "
            "temperature prefers the likely, a high one makes all more alike."
        )
        how = text.format(t=temperature)
    return {
        "type": "guess",
        "title": _("What it expects next"),
        "how": how,
        "array": array,
        "next": "next",
        "next_label": label,
        "outputs": list(example.outputs),
    }


def map_view(s: Study, array: str, example: Example, label: str) -> Json:
    """The view of the probabilities at all steps, what follows framed."""
    return {
        "type": "strip",
        "title": _("Every guess"),
        "level": "student",
        "how": _("One column a step, one row a character: bright where it is expected next."),
        "array": array,
        "rows": list(example.outputs),
        "scale": "gate",
        "range": [0, 1],
        "pinnable": False,
        "row_height": 10 if s.y.shape[1] > LOW_ROWS else None,
        "marks": "next",
        "marks_label": label,
    }


def state_views(s: Study) -> list[Json]:
    """All hidden units over the text; of an LSTM its cell state too."""
    hidden = hidden_strip(s)
    how = _("One row a unit. Click a cell to colour the text by its unit, and trace its number.")
    found = [{**hidden, "how": how, "saturation": None}]
    if "c" in s.net.cell.state_fields:
        cell = {"title": _("Cell state"), "array": "c", "range": _range(s.trace.c)}
        rows = [f"c[{j + 1}]" for j in range(s.net.hidden)]
        found.append({**found[0], **cell, "rows": rows})
    return found


def loss_views(s: Study) -> list[Json]:
    """The loss of every character, and the perplexity so far."""
    highest = float(s.loss.max())
    mean = float((np.cumsum(s.loss) / np.arange(1, len(s.loss) + 1)).max())
    loss = {"array": "loss", "label": _("loss at this step"), "role": "loss"}
    so_far = {"array": "perplexity", "label": _("perplexity so far"), "role": "output"}
    return [
        {
            "type": "lines",
            "title": _("Loss at each step"),
            "level": "student",
            "how": _("−ln of the probability that was given to what really followed, in nats."),
            "height": 84,
            "range": [0, max(0.5, highest)],
            "series": [loss],
        },
        {
            "type": "lines",
            "title": _("Perplexity"),
            "level": "student",
            "how": _(
                "Among how many possibilities it seems to guess: exp of the mean loss so far."
            ),
            "height": 84,
            "range": [1, max(2.0, float(np.exp(min(mean, 300.0))))],
            "series": [so_far],
        },
    ]
