"""The colours and fonts of the configuration are looked up once.

Streamlit sends them with every run, and reads six parts of the configuration for it each time.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session


@contextmanager
def theme_looked_up_once() -> Iterator[None]:
    """As long as the block lasts; the configuration is not expected to change in it."""
    look_up = app_session._populate_theme_msg

    @cache
    def found(section: str) -> CustomThemeConfig:
        theme = CustomThemeConfig()
        look_up(theme, section)
        return theme

    def fill(msg: CustomThemeConfig, section: str = "theme") -> None:
        msg.MergeFrom(found(section))

    app_session._populate_theme_msg = fill
    try:
        yield
    finally:
        app_session._populate_theme_msg = look_up
