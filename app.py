"""The app as a server runs it: the landing page, and how all of it is sent."""

import streamlit as st
from starlette.middleware import Middleware

from rnnviz.room.rooms import forget_old
from rnnviz.ui.frame.drafts import Drafts
from rnnviz.ui.frame.head import Head
from rnnviz.ui.frame.kept_files import KeptFiles
from rnnviz.ui.frame.wire import sent_at_once
from rnnviz.ui.moved.scene import MOVABLE, draft

forget_old()
app = st.App(
    "home.py",
    middleware=[
        Middleware(Head),
        Middleware(KeptFiles),
        Middleware(Drafts, answer=draft, screens=MOVABLE),
    ],
    lifespan=sent_at_once,
)
