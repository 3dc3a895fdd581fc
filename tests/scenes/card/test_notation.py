from rnnviz.core.cells import CELLS
from rnnviz.core.equations import parse
from rnnviz.core.learning import shares
from rnnviz.core.ledger import equations
from rnnviz.scenes.card.latex import backward_latex, forward_latex, learning_rows, typeset
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


def test_that_the_gradient_of_every_weight_stands_among_the_formulas() -> None:
    assert (
        r"\frac{\partial L}{\partial W_{hh}} &= \sum_t \frac{\partial L}{\partial a_{t}}\, "
        r"h_{t-1}^\top" in backward_latex(CELLS["rnn_tanh"])
    )
    lstm = learning_rows(CELLS["lstm"])
    assert [row.partition(r"\quad ")[2] for row in lstm] == [r"\gamma \in \{i, f, g, o\}"] * 3 + [
        ""
    ] * 2
    for cell in CELLS.values():
        printed = learning_rows(cell)
        assert len(printed) == len(set(printed))
        for weight in (*cell.Params._fields, "W_hy", "b_y"):
            assert any(s.weight == weight for s in shares(cell))
        assert "^{1}_{t-1}^" not in "".join(printed)  # two raised signs are none in LaTeX


def test_that_a_jordan_readout_adds_what_the_output_and_the_context_give() -> None:
    (row,) = [r for r in learning_rows(CELLS["jordan"]) if "W_{hy}" in r]
    assert row.count(r"\partial L") == 3
    assert r"\partial k_{t}" in row
    assert r"\partial y_{t}" in row
