"""From the formulas' code to what a person reads: `dh_next` becomes ∂L/∂h_{t+1}."""

import ast

from rnnviz.core.equations import Equation, name_and_shift

WHEN = {-1: "t-1", 0: "t", 1: "t+1"}
FUNCTION_NAMES = {
    "sigmoid": "σ",
    "log_sigmoid": "ln σ",
    "decay": "1/exp",
    "relu": "ReLU",
    "inverse": "1/",
    "root": "√",
    "inverse_deviation": "1/std",
}


RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def lettered(name: str) -> str:
    """A name with the number of its layer raised.

    >>> lettered("c1"), lettered("c")
    ('c¹', 'c')
    """
    return name.translate(RAISED)


def symbol(name: str, shift: int = 0) -> str:
    """How an array is written at step t + shift.

    >>> symbol("h", -1), symbol("a_f"), symbol("dh", 1), symbol("dh_loss"), symbol("W_hh")
    ('h_{t-1}', 'a_{f,t}', '∂L/∂h_{t+1}', '∂L_t/∂h_t', 'W_hh')
    """
    when = WHEN[shift]
    if name == "dh_loss":
        return f"∂L_{{{when}}}/∂h_{{{when}}}" if shift else "∂L_t/∂h_t"
    if name.startswith(("W_", "b_", "p_", "u_")):
        return name
    if name.startswith("d") and len(name) > 1:
        return f"∂L/∂{symbol(name[1:], shift)}"
    base, _, gate = lettered(name).partition("_")
    if gate:
        return f"{base}_{{{gate},{when}}}"
    return f"{base}_{when}" if shift == 0 else f"{base}_{{{when}}}"


def weight_symbol(name: str, gate: str | None, transpose: bool = False) -> str:
    """How a weight, or one gate's rows of it, is written.

    >>> weight_symbol("W_hh", "f"), weight_symbol("W_hh", "f1"), weight_symbol("W_hh", None, True)
    ('W_hf', 'W_{hf¹}', 'W_hh^⊤')
    """
    written = name
    if gate is not None:
        base, _, part = name.partition("_")
        named = lettered(part[:-1] + gate)
        written = f"{base}_{named}" if len(gate) == 1 else f"{base}_{{{named}}}"
    return f"{written}^⊤" if transpose else written


def written(node: ast.expr) -> str:
    """An expression of a formula as it is printed on screen."""
    match node:
        case ast.BinOp(left, ast.MatMult(), right):
            return f"{written(left)} {written(right)}"
        case ast.BinOp(left, ast.Mult(), right):
            return f"{_bracketed(left)} ⊙ {_bracketed(right)}"
        case ast.BinOp(left, ast.Pow(), ast.Constant(2)):
            return f"{written(left)}²"
        case ast.BinOp(left, op, right):
            return f"{written(left)} {'+' if isinstance(op, ast.Add) else '−'} {written(right)}"
        case ast.Call(ast.Name(f), [argument]):
            return f"{FUNCTION_NAMES.get(f, f)}({written(argument)})"
        case ast.Attribute(value):
            return f"{written(value)}^⊤"
        case ast.Subscript(ast.Name(name), ast.Name(gate)):
            return weight_symbol(name, gate)
        case ast.Name(name):
            return symbol(*name_and_shift(name))
    return ast.unparse(node)


def _bracketed(node: ast.expr) -> str:
    text = written(node)
    sum_inside = isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub)
    return f"({text})" if sum_inside else text


def formula(e: Equation) -> str:
    """The whole formula as it is printed.

    >>> from rnnviz.core.equations import parse
    >>> formula(parse("c = f * c_prev + i * g"))
    'c_t = f_t ⊙ c_{t-1} + i_t ⊙ g_t'
    """
    return f"{symbol(e.name)} = {written(e.node)}"
