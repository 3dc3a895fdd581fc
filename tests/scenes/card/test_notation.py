from rnnviz.core.cells import CELLS
from rnnviz.core.equations import parse
from rnnviz.core.ledger import equations
from rnnviz.scenes.card.latex import backward_latex, forward_latex, typeset
from rnnviz.scenes.card.notation import formula


def test_that_every_formula_of_every_cell_is_written_without_code():
    for cell in CELLS.values():
        for equation in equations(cell).values():
            text = formula(equation)
            assert not any(mark in text for mark in ("@", "**", "_prev", "_next", "[", "*"))


def test_that_the_plain_rnn_is_typeset_as_in_the_articles():
    assert forward_latex(CELLS["rnn_tanh"]) == (
        r"\begin{aligned}a_{t} &= W_{xh}\, x_{t} + W_{hh}\, h_{t-1} + b_{h} \\ "
        r"h_{t} &= \tanh(a_{t}) \\ y_{t} &= W_{hy}\, h_{t} + b_{y}\end{aligned}"
    )


def test_that_latex_braces_balance_for_every_cell():
    for cell in CELLS.values():
        for text in (forward_latex(cell), backward_latex(cell)):
            assert text.count("{") == text.count("}")
            assert text.count("(") == text.count(")")


def test_that_a_sum_of_many_terms_goes_on_in_the_next_line_and_loses_none() -> None:
    for code, cell in CELLS.items():
        printed = backward_latex(cell)
        for term in (term for code in cell.backward for term in parse(code).terms):
            assert typeset(term.node) in printed, code
    rows = backward_latex(CELLS["lstm_depth_gated"]).count(r"\\ &\quad +")
    assert rows == 2  # of the nine terms of dh1
    assert r"\\ &\quad" not in backward_latex(CELLS["lstm"])
