"""The frame of what is printed: one HTML file, black on white, A4, with its own button to print."""

import html
import re

CSS = """
@page { size: A4; margin: 16mm 16mm 14mm; }
* { box-sizing: border-box; }
:root { color-scheme: light; }
body { margin: 0; background: #fff; color: #000;
  font: 11pt/1.4 Georgia, "DejaVu Serif", serif; }
body:lang(zh) { font-family: Georgia, "Noto Serif CJK SC", "Songti SC", serif; }
.formulas, td.formula, th { font-family: Georgia, "DejaVu Serif", serif; }
main > section { max-width: 178mm; margin: 0 auto; padding: 8mm 4mm; }
main > section + section { border-top: 1px dashed #888; break-before: page; }
h1 { font-size: 17pt; margin: 0 0 2mm; line-height: 1.2; }
h2 { font-size: 12.5pt; margin: 5mm 0 1.5mm; break-after: avoid; }
p { margin: 0 0 2mm; }
table { border-collapse: collapse; width: 100%; margin: 0 0 2mm; break-inside: avoid; }
th, td { border: 0.35mm solid #000; padding: 1mm 2mm; text-align: center; font-weight: normal; }
th { background: #fff; }
td.formula { text-align: left; white-space: nowrap; }
th { white-space: nowrap; padding-inline: 0.5mm; }
td.blank { height: 11mm; } td.answer { height: 7.5mm; }
td.blank, td.answer { min-width: 21mm; }
td.answer { font-weight: bold; }
td.none { border-style: dotted; }
td.text { text-align: left; vertical-align: top; }
td.text:last-child { word-break: keep-all; }
.pair { white-space: nowrap; }
.name { display: flex; gap: 8mm; margin: 0 0 3mm; }
.name span { flex: 1; border-bottom: 0.35mm solid #000; }
.name span + span { flex: 0 0 40mm; }
.rule { border: 0.35mm solid #000; padding: 2mm 3mm; }
.formulas { margin: 0 0 2mm; }
.formulas span { display: inline-block; margin-right: 7mm; white-space: nowrap; }
.small { font-size: 9pt; overflow-wrap: anywhere; }
svg { display: block; margin: 1mm auto 2mm; max-width: 100%; height: auto; }
dl { margin: 0; } dt { font-weight: bold; margin-top: 3mm; } dd { margin: 0; }
.print { display: block; margin: 4mm auto 0; font: 11pt system-ui, sans-serif;
  padding: 1.5mm 4mm; }
@media print {
  .print { display: none; }
  main > section { padding: 0; max-width: none; }
  main > section + section { border: 0; }
}
@media (max-width: 600px) { .scroll { overflow-x: auto; } }
"""


def page(title: str, language: str, print_label: str, sections: list[str]) -> str:
    """One HTML file of sections, each of which begins on a sheet of its own."""
    body = "\n".join(f"<section>\n{one}\n</section>" for one in sections)
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{html.escape(title)}</title>\n<style>{CSS}</style>\n</head>\n<body>\n"
        f'<button class="print" onclick="print()">{html.escape(print_label)}</button>\n'
        f"<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def plain(markdown: str) -> str:
    """The little Markdown of lessons as HTML: bold, slanted, code; all else is text.

    >>> plain("**h** is *not* <c>")
    '<b>h</b> is <i>not</i> &lt;c&gt;'
    """
    text = html.escape(markdown)
    text = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", text)
    text = re.sub(r"(?<!\w)\*(\S(?:.*?\S)?)\*(?!\w)", r"<i>\1</i>", text)
    return re.sub(r"`(.+?)`", r"<code>\1</code>", text)


def formula(text: str) -> str:
    """A formula as HTML: what stands behind _ is set lower.

    >>> formula("h_{t−1}[1] = W_xh x_t"), formula("∂L/∂a_{t+1}")
    ('h<sub>t−1</sub>[1] = W<sub>xh</sub> x<sub>t</sub>', '∂L/∂a<sub>t+1</sub>')
    """
    return re.sub(r"_(?:\{([^}]*)\}|(\w+))", r"<sub>\1\2</sub>", html.escape(text))
