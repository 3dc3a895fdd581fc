"""What is found at the end of the street: settings, and all that follows from them."""

import html
from abc import ABC, abstractmethod
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Self

from rnnviz.errors import RnnvizError
from rnnviz.player.html import scene_html
from rnnviz.player.payload import Scene
from rnnviz.settings.base import Settings
from rnnviz.settings.look import Look
from rnnviz.street.result.numbers import Numbers, as_csv, as_json
from rnnviz.words import _
from rnnviz.words.tongue import ENGLISH, speaking

HEIGHT = 780  # of the film in a notebook, in pixels; what is taller scrolls

FRAME = (
    '<iframe srcdoc="{film}" title="{title}" sandbox="allow-scripts" width="100%" '
    'height="{height}" style="border: 0" loading="lazy"></iframe>'
)


@dataclass(frozen=True, kw_only=True)
class Opened(ABC):
    """A screen as a link describes it, without the app.

    Attributes:
        settings: the screen's settings; `settings.to_query()` are the parameters of its link.
        notes: what in the link could not be used, then what else the screen says of the numbers;
            one sentence each.
        unused: the first of these alone.
        language: the code of the language in which all of it speaks.
    """

    settings: Settings
    notes: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()
    language: str = ENGLISH

    @abstractmethod
    def numbers(self) -> list[Numbers]:
        """Every array that was computed, with its name and unit."""

    @abstractmethod
    def page(self) -> str:
        """One HTML page that needs no network: what `save` writes.

        Raises:
            RnnvizError: if there is nothing to be played.
        """

    def noted(self, unused: tuple[str, ...]) -> Self:
        """The same, and what in its link could not be used."""
        return replace(self, notes=(*unused, *self.notes), unused=unused)

    def save(self, path: str | Path) -> Path:
        """Write the page to a file, such as film.html; give its path.

        Raises:
            RnnvizError: if there is nothing to be played, or the file cannot be written.
        """
        with speaking(self.language):
            return written(path, self.page().encode())

    def save_numbers(self, path: str | Path) -> Path:
        """Write all numbers to a file, as .json or as .csv; give its path.

        Raises:
            RnnvizError: if it ends otherwise, or cannot be written.
        """
        with speaking(self.language):
            match Path(path).suffix.lower():
                case ".json":
                    return written(path, as_json(self._head(), self.numbers()))
                case ".csv":
                    return written(path, as_csv(self.numbers()))
        message = _("Numbers are written to a file that ends in .json or .csv, not “{name}”.")
        raise RnnvizError(message.format(name=Path(path).name))

    def _head(self) -> dict[str, Any]:
        query = self.settings.to_query()
        return {"screen": type(self).__name__, "settings": query, "notes": list(self.notes)}

    def __repr__(self) -> str:
        """The screen with what differs from its defaults."""
        query = ", ".join(f"{k}={v!r}" for k, v in self.settings.to_query().items())
        return f"{type(self).__name__}({query})"


@dataclass(frozen=True, kw_only=True, repr=False)
class Playing(Opened):
    """A screen with a scene that plays.

    Attributes:
        scene: what the player shows; in a notebook it plays by itself.
    """

    scene: Scene

    def standing(self, look: Look) -> Self:
        """The same, with the player at the step, direction and number that a link names."""
        start = {**self.scene.start, **look.start()}
        return replace(self, scene=replace(self.scene, start=start))

    def page(self) -> str:
        """The scene as one HTML file that plays offline."""
        return scene_html(self.scene)

    def _repr_html_(self) -> str:
        """The playing scene, in a frame that reaches neither the notebook nor a network."""
        with speaking(self.language):
            title, film = html.escape(self.scene.title), html.escape(self.page())
        return FRAME.format(film=film, title=title, height=HEIGHT)


def written(path: str | Path, data: bytes) -> Path:
    """Write a file, or say in a sentence why not."""
    target = Path(path)
    try:
        target.write_bytes(data)
    except OSError as error:
        message = _("“{name}” cannot be written: {reason}.")
        raise RnnvizError(message.format(name=path, reason=error.strerror)) from error
    return target
