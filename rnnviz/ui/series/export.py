"""What a comparison can be taken along as: a report, two tables, the configuration."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

import streamlit as st

from rnnviz.export.configuration import configuration
from rnnviz.export.tables import predictions_csv, scores_csv
from rnnviz.series.compare.results import Comparison
from rnnviz.settings.series import SeriesSettings
from rnnviz.ui.frame.kept import answers_about
from rnnviz.ui.frame.page import Page
from rnnviz.words import _
from rnnviz.words.tongue import kept_language


def export(page: Page[SeriesSettings], found: Comparison, unit: str) -> None:
    """One button for each file; each is made when it is asked for."""
    st.subheader(_("Take it along"), anchor=False)
    with st.container(horizontal=True, key="series-export"):
        _button("report", "html", _("Report"), lambda: _report(found, unit), found)
        _button("predictions", "csv", _("Predictions"), lambda: predictions_csv(found), found)
        _button("scores", "csv", _("Scores"), lambda: scores_csv(found), found)
        _button(
            "configuration", "json", _("Configuration"), lambda: _configuration(page, found), found
        )
    st.caption(
        _(
            "The report is one page with its figures, to be read offline or printed. The tables "
            "have every number to its last digit, the configuration all that repeats the run."
        )
    )


MIME = {"html": "text/html", "csv": "text/csv", "json": "application/json"}


def _button(name: str, ending: str, label: str, text: Callable[[], str], found: Comparison) -> None:
    st.download_button(
        label, data=kept_language(lambda: text().encode()),
        file_name=f"{file_stem(found)}-{name}.{ending}",
        mime=MIME[ending], key=f"series.export.{name}", icon=":material/download:",
        on_click="ignore",
    )  # fmt: skip


def file_stem(found: Comparison) -> str:
    """The name of the series as the beginning of a file's name."""
    return re.sub(r"[^a-z0-9]+", "-", found.series.name.lower()).strip("-")[:40] or "series"


def _configuration(page: Page[SeriesSettings], found: Comparison) -> str:
    reading = answers_about(found.series.sha256)
    return configuration(found, reading, page.settings.to_query())


def _report(found: Comparison, unit: str) -> str:
    from rnnviz.export.report import report

    return report(found, unit, f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC")
