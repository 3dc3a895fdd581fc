"""The frame of a report: its page, sections and tables, on screen, in the dark and on paper."""

import html
from collections.abc import Sequence

PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark;
  --ink: #1b1f24; --paper: #fff; --quiet: #57606a; --line: #d0d7de; }}
@media (prefers-color-scheme: dark) {{
  :root {{ --ink: #f2f4f7; --paper: #11151a; --quiet: #a8b1bb; --line: #3b434c; }}
}}
body {{ margin: 0; background: var(--paper); color: var(--ink);
  font: 16px/1.5 system-ui, sans-serif; }}
main {{ max-width: 60rem; margin: 0 auto; padding: 1.5rem clamp(1rem, 4vw, 3rem) 4rem; }}
h1 {{ font-size: clamp(1.5rem, 1.1rem + 1.6vw, 2.25rem); letter-spacing: -0.01em; line-height: 1.2;
  overflow-wrap: anywhere; }}
h2 {{ font-size: 1.125rem; margin: 2.5rem 0 0.5rem; }}
.verdict {{ border: 1px solid var(--line); border-radius: 0.5rem; padding: 0.25rem 1rem; }}
.stopped {{ border-left: 4px solid #bf8700; padding-left: 0.75rem; }}
.figure {{ width: 100%; min-width: 36rem; height: auto; display: block; }}
.figure text {{ fill: var(--quiet); font-size: 13px; }}
.grid {{ stroke: var(--line); stroke-width: 1; }}
.rule {{ stroke: var(--quiet); stroke-width: 1.5; stroke-dasharray: 2 3; }}
.legend {{ display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; margin: 0.25rem 0;
  font-size: 0.875rem; }}
.legend i {{ display: inline-block; width: 26px; height: 10px; opacity: 0.35; }}
.how, dt {{ color: var(--quiet); font-size: 0.875rem; }}
.scroll {{ overflow-x: auto; }}
table {{ border-collapse: collapse; width: 100%; font-size: 0.875rem;
  font-variant-numeric: tabular-nums; }}
th, td {{ border-bottom: 1px solid var(--line); padding: 0.375rem 0.5rem; text-align: right; }}
th {{ font-weight: 600; vertical-align: bottom; }}
th:first-child, td:first-child, th:last-child, td:last-child {{ text-align: left; }}
dl {{ display: grid; grid-template-columns: minmax(7rem, auto) 1fr; gap: 0.25rem 1rem; }}
dd {{ margin: 0; overflow-wrap: anywhere; }}
@media (max-width: 40rem) {{ dl {{ grid-template-columns: 1fr; }} dd {{ margin-bottom: 0.5rem; }} }}
@media print {{
  :root {{ --ink: #000; --paper: #fff; --quiet: #444; --line: #bbb; color-scheme: light; }}
  main {{ max-width: none; padding: 0; }}
  section {{ break-inside: avoid; }}
  .scroll {{ overflow: visible; }}
}}
</style>
</head>
<body>
<main>
<h1>{title}</h1>
{sections}
</main>
</body>
</html>
"""


def section(title: str, body: str) -> str:
    """A heading with what belongs below it; nothing where there is nothing."""
    return f"<section>\n<h2>{html.escape(title)}</h2>\n{body}\n</section>" if body else ""


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table of text; it scrolls by itself where the page is narrow."""
    top = "".join(f'<th scope="col">{html.escape(name)}</th>' for name in head)
    body = "\n".join(
        "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    return f'<div class="scroll" tabindex="0"><table>\n<tr>{top}</tr>\n{body}\n</table></div>'
