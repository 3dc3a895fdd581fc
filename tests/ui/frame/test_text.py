from hypothesis import given
from hypothesis import strategies as st

from rnnviz.ui.frame.text import literal


@given(st.text())
def test_that_foreign_text_cannot_leave_its_code_span(text: str) -> None:
    shown = literal(text)
    assert shown.startswith("`")
    assert shown.endswith("`")
    assert "`" not in shown[1:-1]
    assert "\n" not in shown
    assert 2 < len(shown) <= 42
