"""The language in force, and the catalogue of each.

A catalogue is a file of gettext (`locale/zh/LC_MESSAGES/rnnviz.po`); a folder in `locale` is a
language that can be chosen. English needs none, and nothing is loaded for it.
"""

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

if TYPE_CHECKING:
    from rnnviz.words.catalogue import Catalogue

P = ParamSpec("P")
R = TypeVar("R")
F = TypeVar("F", bound=Callable[..., Any])

ENGLISH = "en"
FOLDER = Path(__file__).with_name("locale")
FILE = "LC_MESSAGES/rnnviz.po"

_set: ContextVar[str | None] = ContextVar("language", default=None)
_asked: list[Callable[[], str | None]] = []  # who knows the language where none was set


def spoken() -> str:
    """The code of the language in force: the one that was set here, else the reader's, else "en".

    >>> spoken()
    'en'
    """
    known = _set.get()
    if known is not None:
        return known
    return next(filter(None, (ask() for ask in _asked)), ENGLISH)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """What is said inside is in that language; each thread and each session has its own.

    Raises:
        RnnvizError: if there is no such language.
    """
    token = _set.set(known(language))
    try:
        yield
    finally:
        _set.reset(token)


def speak(language: str) -> None:
    """What is said in this thread from now on is in that language."""
    _set.set(known(language))


def ask_first(ask: Callable[[], str | None]) -> None:
    """Where no language was set, `ask` is asked for it: the app knows its readers."""
    _asked[:] = [ask]


def kept_language(make: Callable[P, R]) -> Callable[P, R]:
    """A function that will be called elsewhere, and speaks the language that is in force here."""
    language = spoken()

    @functools.wraps(make)
    def then(*args: P.args, **named: P.kwargs) -> R:
        with speaking(language):
            return make(*args, **named)

    return then


def by_language(keep: Callable[[Any], Any]) -> Callable[[F], F]:
    """A cache of what words are in: `keep`, such as `lru_cache(8)`, once for each language.

    >>> @by_language(functools.cache)
    ... def told() -> str:
    ...     return spoken()
    >>> with speaking("zh"):
    ...     told()
    'zh'
    >>> told()
    'en'
    """

    def kept(make: Any) -> Any:
        @functools.cache
        def of(language: str) -> Any:
            @functools.wraps(make)
            def one(*args: Any, **named: Any) -> Any:
                return make(*args, **named)

            one.__qualname__ = f"{make.__qualname__} in {language}"  # Streamlit keeps by this name
            return keep(one)

        @functools.wraps(make)
        def found(*args: Any, **named: Any) -> Any:
            return of(spoken())(*args, **named)

        return found

    return kept


@functools.cache
def languages() -> tuple[str, ...]:
    """The codes of all languages, English first.

    >>> languages()
    ('en', 'zh')
    """
    return (ENGLISH, *sorted(file.parts[-3] for file in FOLDER.glob(f"*/{FILE}")))


@functools.cache
def name_of(language: str) -> str:
    """A language's own name for itself, as short as it goes on a switch.

    >>> name_of("en"), name_of("zh")
    ('EN', '中文')
    """
    if language == ENGLISH:
        return "EN"
    from babel import Locale

    return Locale.parse(language).get_language_name() or language


def known(language: str) -> str:
    """The language, if it is one of ours.

    Raises:
        RnnvizError: if it is not.
    """
    if language in languages():
        return language
    from rnnviz.errors import RnnvizError
    from rnnviz.words import _

    message = _("There is no language “{code}”; choose one of: {known}.")
    raise RnnvizError(message.format(code=language[:40], known=", ".join(languages())))


def nearest(wanted: str) -> str | None:
    """The language of ours that somebody wants who names it as browsers do; None if there is none.

    >>> nearest("zh-Hans-CN"), nearest("zh_CN"), nearest("en-GB"), nearest("fr")
    ('zh', 'zh', 'en', None)
    """
    code = wanted.replace("_", "-").lower().split("-")[0]
    return code if code in languages() else None


@functools.cache
def catalogue_of(language: str) -> "Catalogue":
    """The catalogue of a language, read when it is first needed."""
    from rnnviz.words.catalogue import Catalogue

    return Catalogue.read(FOLDER / language / FILE)
