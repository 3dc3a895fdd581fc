"""Figures as SVG text made from arrays: no script, no font, no address; dark where the page is."""

import html
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

WIDTH, LEFT, RIGHT, TOP, BOTTOM = 900, 64, 16, 26, 34
NAMES = 250  # room for names beside rows of dots
LETTER = 8  # no digit is wider
DASHES = {"solid": "", "dot": "2 3", "dash": "6 4", "dashdot": "7 3 2 3", "longdash": "11 4"}


class Stroke(NamedTuple):
    """A line: `y` (N,) with NaN where it has no value; colour "" is the page's own ink."""

    label: str
    y: np.ndarray
    colour: str = ""
    dash: str = "solid"
    width: float = 1.6


class Area(NamedTuple):
    """An interval: `low` and `high` (N,), NaN where there is none."""

    label: str
    low: np.ndarray
    high: np.ndarray
    colour: str


class Frame(NamedTuple):
    """Where a figure's numbers lie on the paper: ranges of both axes and the height."""

    x: tuple[float, float]
    y: tuple[float, float]
    height: int
    left: int = LEFT

    def across(self, x: np.ndarray | float) -> np.ndarray:
        """Numbers as distances from the left."""
        share = (np.asarray(x, float) - self.x[0]) / ((self.x[1] - self.x[0]) or 1.0)
        return self.left + share * (WIDTH - self.left - RIGHT)

    def down(self, y: np.ndarray | float) -> np.ndarray:
        """Numbers as distances from the top."""
        share = (np.asarray(y, float) - self.y[0]) / ((self.y[1] - self.y[0]) or 1.0)
        return self.height - BOTTOM - share * (self.height - TOP - BOTTOM)


def line_chart(
    x: np.ndarray,
    strokes: Sequence[Stroke],
    *,
    area: Area | None = None,
    ticks: Sequence[tuple[float, str]],
    label: str,
    axis: str,
    limits: tuple[float, float],
    rule: float | None = None,
    height: int = 280,
) -> str:
    """Lines over x (N,) with a legend; what leaves `limits` is cut off. `rule`: a dotted line.

    `label` is for who cannot see it, `axis` names what the height is.
    """
    frame = Frame((float(x[0]), float(x[-1])), limits, height)
    parts = [_text(0, 13, axis, "start"), *_grid(frame, ticks)]
    if area is not None:
        parts.append(_band(frame, x, area))
    if rule is not None:
        at = f"{frame.across(rule):.1f}"
        parts.append(f'<line class="rule" x1="{at}" x2="{at}" y1="{TOP}" y2="{height - BOTTOM}"/>')
    parts += [_path(frame, x, s) for s in strokes]
    return _svg(parts, height, label) + legend(strokes, area)


def dot_chart(rows: Sequence[tuple[str, np.ndarray, str]], label: str) -> str:
    """One row of dots for each (name, values (n,), colour), with a bar at the median."""
    height = TOP + BOTTOM + 30 * len(rows)
    low, high = padded(np.concatenate([values for _name, values, _colour in rows]))
    frame = Frame((low, high), (0, 1), height, NAMES)
    parts = [_text(0, 13, label, "start")]
    parts += [
        _text(float(frame.across(v)), height - BOTTOM + 18, number(v), "middle")
        for v in nice_ticks(low, high)
    ]
    for k, (name, values, colour) in enumerate(rows):
        y = TOP + 30 * k + 15
        parts.append(f'<line class="grid" x1="{NAMES}" x2="{WIDTH - RIGHT}" y1="{y}" y2="{y}"/>')
        parts.append(_text(0, y + 4, name, "start"))
        parts += [
            f'<circle cx="{frame.across(v):.1f}" cy="{y}" r="4.5" style="fill:{colour or INK}"/>'
            for v in values
        ]
        mid = f"{frame.across(float(np.median(values))):.1f}"
        parts.append(
            f'<line x1="{mid}" x2="{mid}" y1="{y - 8}" y2="{y + 8}" '
            f'style="stroke:{colour or INK};stroke-width:3"/>'
        )
    return _svg(parts, height, label)


INK = "currentColor"


def legend(strokes: Iterable[Stroke], area: Area | None = None) -> str:
    """The names of the lines, as HTML."""
    items = [
        f'<span><svg viewBox="0 0 26 8" width="26" height="8" aria-hidden="true">'
        f'<line x1="0" x2="26" y1="4" y2="4" {_style(s)}/></svg> {html.escape(s.label)}</span>'
        for s in strokes
    ]
    if area is not None:
        swatch = f'<i style="background:{area.colour}"></i>'
        items.append(f"<span>{swatch} {html.escape(area.label)}</span>")
    return f'<p class="legend">{" ".join(items)}</p>'


def padded(values: np.ndarray, share: float = 0.05) -> tuple[float, float]:
    """The range of finite values with some room at both ends."""
    there = values[np.isfinite(values)]
    if not len(there):
        return 0.0, 1.0
    low, high = float(there.min()), float(there.max())
    room = share * (high - low) or abs(high) or 1.0
    return low - room, high + room


def nice_ticks(low: float, high: float, about: int = 5) -> list[float]:
    """Round numbers within a range.

    >>> nice_ticks(0.0, 9.5)
    [0.0, 2.0, 4.0, 6.0, 8.0]
    """
    if not np.isfinite(high - low) or high <= low:
        return [low]
    rough = (high - low) / about
    power = 10.0 ** np.floor(np.log10(rough))
    step = float(next(m * power for m in (1, 2, 5, 10) if m * power >= rough))
    first = np.ceil(low / step)
    count = int(np.floor(high / step) - first) + 1
    return [float((first + k) * step) for k in range(count)]


def number(value: float) -> str:
    """A number in few digits."""
    return f"{value:.4g}".replace("-", "−")


def _grid(frame: Frame, ticks: Sequence[tuple[float, str]]) -> list[str]:
    parts = []
    for v in nice_ticks(*frame.y):
        y = float(frame.down(v))
        parts.append(
            f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>'
        )
        parts.append(_text(LEFT - 8, y + 4, number(v), "end"))
    for at, name in ticks:
        x, anchor = _tick_place(float(frame.across(at)), name)
        parts.append(_text(x, frame.height - BOTTOM + 20, name, anchor))
    return parts


def _tick_place(x: float, name: str) -> tuple[float, str]:
    """Below its tick, or ending where the paper does."""
    return (x, "middle") if x + LETTER * len(name) / 2 <= WIDTH else (float(WIDTH), "end")


def _text(x: float, y: float, text: str, anchor: str) -> str:
    shown = html.escape(text[:60])
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{shown}</text>'


def _style(s: Stroke) -> str:
    dash = DASHES.get(s.dash, s.dash.replace("px", "").replace(",", " "))
    dashes = f";stroke-dasharray:{dash}" if dash else ""
    return f'style="stroke:{s.colour or INK};stroke-width:{s.width};fill:none{dashes}"'


def _clip(frame: Frame) -> str:
    return f'clip-path="url(#paper{frame.height})"'


def _path(frame: Frame, x: np.ndarray, s: Stroke) -> str:
    """A line, begun anew behind every gap."""
    points, pen = [], "M"
    for left, top, there in zip(frame.across(x), frame.down(s.y), np.isfinite(s.y), strict=True):
        if there:
            points.append(f"{pen}{left:.1f} {np.clip(top, -1e5, 1e5):.1f}")
        pen = "L" if there else "M"
    return f'<path {_clip(frame)} d="{"".join(points)}" {_style(s)}/>'


def _band(frame: Frame, x: np.ndarray, a: Area) -> str:
    there = np.flatnonzero(np.isfinite(a.low) & np.isfinite(a.high))
    if not len(there):
        return ""
    runs = np.split(there, np.flatnonzero(np.diff(there) > 1) + 1)
    outlines = []
    for run in runs:
        rows = [*run, *run[::-1]]
        ends = np.concatenate([a.high[run], a.low[run[::-1]]])
        tops = np.clip(frame.down(ends), -1e5, 1e5)
        points = zip(frame.across(x[rows]), tops, strict=True)
        outlines.append("M" + "L".join(f"{left:.1f} {top:.1f}" for left, top in points) + "Z")
    return (
        f'<path {_clip(frame)} d="{"".join(outlines)}" '
        f'style="fill:{a.colour};stroke:none;opacity:0.18"/>'
    )


def _svg(parts: Sequence[str], height: int, label: str) -> str:
    clip = (
        f'<clipPath id="paper{height}"><rect x="{LEFT}" y="{TOP}" width="{WIDTH - LEFT - RIGHT}" '
        f'height="{height - TOP - BOTTOM}"/></clipPath>'
    )
    return (
        f'<div class="scroll"><svg class="figure" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'aria-label="{html.escape(label, quote=True)}">{clip}{"".join(parts)}</svg></div>'
    )
