"""The parts that the programs of all frameworks share: head, weights, scaling, predict, check."""

import textwrap

from rnnviz.core.cells import Cell
from rnnviz.export.literals import UNPACK, is_packed, literal
from rnnviz.export.model import Model, WindowModel
from rnnviz.export.statements import stacked, weights_of
from rnnviz.series.protocol.transform import Transform

SCALING = '''
# Scaling, estimated on the training part:
# {words}.
{numbers}


{stages}{encode}


def decode(outputs, windows):
    """Outputs (n,) of the network as raw values."""
    {opening}
    values = outputs * SPREAD + {last_base}
{closing}    return {values}
'''

ENCODE = '''
def encode(windows):
    """Raw windows (n, {width}) as the network reads them, (n, {steps})."""
    levels = {levels}
    return (levels - {base}) / SPREAD
'''

STAGES = '''
def stages(windows):
    """Raw values, or their logarithms, and their differences, one after the other."""
    found = [{raw}]
    for lag in LAGS:
        found.append(found[-1][:, lag:] - found[-1][:, :-lag])
    return found


'''
UNDO = """\
    for lag, stage in zip(LAGS[::-1], found[-2::-1]):
        values = values + stage[:, -lag]
"""

PREDICT = '''
def predict(window):
    """The value after a window of the last {length}, or after each of n windows (n, {length})."""
    windows = np.atleast_2d(np.asarray(window, float))
    values = decode(outputs(encode(windows).T[:, :, None])[-1, :, 0], windows)
    return values if np.ndim(window) > 1 else float(values[0])


def free_run(history, steps):
    """The next values after a history, each prediction fed back as if it were true."""
    values = list(history)
    for _ in range(steps):
        values.append(predict(values[-{length}:]))
    return np.array(values[len(history):])
'''

CHECK = '''
# What rnnviz computed with this network: run this file to see that it gives the same here.
GIVEN = {given}
EXPECTED = {expected}


def check():
    """The largest difference from rnnviz's numbers, relative to 1 or the largest of them."""
    difference = np.abs({call} - EXPECTED).max()
    return float(difference / max(1.0, np.abs(EXPECTED).max()))


if __name__ == "__main__":
    difference = check()
    print(f"largest difference from rnnviz: {{difference:.1e}}")
    if not difference <= {tolerance}:
        raise SystemExit("the numbers differ from those of rnnviz")
'''


FROM_WINDOWS = (
    "predict(window) takes the last {length} values and gives the next; "
    "free_run(history, steps) goes on."
)


def head(model: Model, framework: str, imports: tuple[str, ...]) -> str:
    """The docstring and the imports. What may come from a file stands in a literal, quoted."""
    what = (
        FROM_WINDOWS.format(length=model.length)
        if model.transform
        else "outputs(xs) takes inputs (steps, n, inputs) and gives the outputs of every step."
    )
    title = f"A recurrent network made with rnnviz, in {framework}."
    named = f"CELL = {model.net.cell.code!r}"
    return opening(title, what, named, model.name, imports, packed=_packs(model))


def opening(
    title: str, what: str, named: str, made_from: str, imports: tuple[str, ...], *, packed: bool
) -> str:
    """The first lines of any program."""
    lines = [
        f'"""{title}',
        "",
        what,
        "Run this file to check that it gives the numbers that rnnviz gave.",
        '"""',
        "",
        *(("import base64", "") if packed else ()),
        *imports,
        "",
        named,
        f"MADE_FROM = {made_from!a}",
        "",
    ]
    return "\n".join(lines)


def weights(model: Model) -> str:
    """All weights under the project's names."""
    cell, (params, readout) = model.net.cell, model.net.weights
    arrays = {**weights_of(cell, params), **readout._asdict()}
    lines = [f"{name} = {literal(a)}" for name, a in arrays.items()]
    unpack = [UNPACK, "", ""] if _packs(model) else []
    title = ["# The weights: input to hidden, hidden to hidden, biases, readout."]
    title += [*_rows(cell), *([f"# {model.note}"] if model.note else [])]
    return "\n".join([*[u.strip() for u in unpack], *title, *lines])


def _rows(cell: Cell) -> list[str]:
    """Which gates' rows are stacked in which weight."""
    if cell.rows:
        return [
            line
            for name in stacked(cell)
            if len(cell.stacked(name)) > 1
            for line in textwrap.wrap(
                f"Stacked in {name}: {', '.join(cell.stacked(name))}.",
                initial_indent="# ", subsequent_indent="#     ", width=96,
            )
        ]  # fmt: skip
    one = len(cell.gates) == 1
    return [] if one else [f"# The gates are stacked in rows: {', '.join(cell.gates)}."]


def _packs(model: Model) -> bool:
    params, readout = model.net.weights
    arrays = weights_of(model.net.cell, params).values()
    return any(is_packed(a) for a in (*arrays, *readout, model.given, model.expected))


def scaling(model: Model | WindowModel, encode: str = ENCODE) -> str:
    """How values are brought to what the network reads, and back."""
    t = model.transform
    if t is None:
        return ""
    lags, raw = t.steps.lags, "np.log(windows)" if t.log else "windows"
    last = "found[-1]" if lags else "levels"
    numbers = [
        *([f"LAGS = {lags}"] if lags else []),
        *([] if t.anchor else [f"CENTRE = {t.centre!r}"]),
    ]
    levels, base = (
        "stages(windows)[-1]" if lags else raw,
        "levels[:, -1:]" if t.anchor else "CENTRE",
    )
    reading = encode.format(
        width=model.length, steps=model.length - sum(lags), levels=levels, base=base
    )
    return SCALING.format(
        words=_scaling_words(t), numbers="\n".join([*numbers, f"SPREAD = {t.spread!r}"]),
        stages=STAGES.format(raw=raw).lstrip("\n") if lags else "", encode=reading.strip("\n"),
        opening="found = stages(windows)" if lags else f"levels = {raw}",
        last_base=f"{last}[:, -1]" if t.anchor else "CENTRE",
        closing=UNDO if lags else "", values="np.exp(values)" if t.log else "values",
    )  # fmt: skip


def _scaling_words(t: Transform) -> str:
    steps = [
        *(["the logarithm is taken"] if t.log else []),
        *(["differences over LAGS rows are taken"] if t.steps.lags else []),
        "the last value of the window is subtracted" if t.anchor else "CENTRE is subtracted",
        "the rest is divided by SPREAD",
    ]
    return ",\n# ".join(steps)


def tail(model: Model | WindowModel, tolerance: float) -> str:
    """Predicting, and the check against the numbers that rnnviz gave."""
    call = "predict(GIVEN)" if model.transform else "outputs(GIVEN)"
    predict = PREDICT.format(length=model.length) if model.transform else ""
    check = CHECK.format(
        given=literal(model.given), expected=literal(model.expected), call=call,
        tolerance=repr(tolerance),
    )  # fmt: skip
    return program(predict, check)


def program(*blocks: str) -> str:
    """The blocks of a program with two empty lines between them; an empty one is left out."""
    return "\n\n\n".join(block.strip("\n") for block in blocks if block.strip()) + "\n"
