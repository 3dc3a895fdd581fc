"""The page of words: tables of terms, of keys and of sources."""

from collections.abc import Sequence

import streamlit as st

from rnnviz.words import _
from rnnviz.words.glossary import Term
from rnnviz.words.keys import KEYS
from rnnviz.words.sources import SOURCES, Source


def section(title: str, terms: Sequence[Term]) -> None:
    """The terms of one part, each with what it means and its name in the other language."""
    st.subheader(title, anchor=False)
    st.caption(_("In grey: the Chinese term."))
    lines = [f"**{_(term.name)}** {_more(term)}  \n{_(term.text)}" for term in terms]
    st.markdown("\n\n".join(lines))


def _more(term: Term) -> str:
    """Other symbols that mean the same are not words to look up; the other language's is."""
    return f":gray[{term.beside}]" if term.beside else ""


def keys() -> None:
    """What the keyboard does in every player."""
    st.subheader(_("Keys of the player"), anchor=False)
    st.caption(_("They move the player that has the focus, or that lies under the pointer."))
    rows = [f"| {', '.join(map(_, key.names))} | {_(key.text)} |" for key in KEYS]
    st.markdown("\n".join([_("| Key | What it does |"), "|---|---|", *rows]))


def sources() -> None:
    """The articles that this project answers, each with its title and address."""
    st.subheader(_("Sources"), anchor=False)
    st.caption(_("The articles whose networks and claims are shown here. Nothing is fetched."))
    st.markdown("\n\n".join(_source(source) for source in SOURCES.values()))


def _source(source: Source) -> str:
    link = f"[{source.address}](https://{source.address})" if source.address else ""
    return f"**{source.title}**, {source.where}  \n{_(source.about)}  \n{link}".rstrip()
