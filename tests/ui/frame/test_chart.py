"""A chart below a player waits until the player stands."""

from streamlit.testing.v1 import AppTest

from rnnviz.ui.frame.chart import STANDS


def a_page_with_a_chart() -> None:
    from rnnviz.figures.style import figure
    from rnnviz.ui.frame.chart import chart

    chart(figure(300), key="sizes")


def test_that_a_chart_waits_and_comes_once_a_player_stands() -> None:
    app = AppTest.from_function(a_page_with_a_chart).run()
    assert not app.exception
    assert not app.get("plotly_chart")
    assert len(app.get("space")) == 1
    app.session_state[STANDS] = True
    app.run()
    assert not app.exception
    assert len(app.get("plotly_chart")) == 1
    assert not app.get("space")
