"""Words are marked where they are made, and translated where they are shown."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FILES = [*(ROOT / "rnnviz").rglob("*.py"), *(ROOT / "pages").glob("*.py"), ROOT / "home.py"]
LATER = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)  # whose body runs when it is called


def calls(tree: ast.AST, *, later: bool = False) -> Iterator[tuple[str, ast.Call, bool]]:
    """Every call of a plain name, that name, and whether it is made later than the import."""
    for name, value in ast.iter_fields(tree):
        for node in value if isinstance(value, list) else [value]:
            if not isinstance(node, ast.AST):
                continue
            inside = later or (isinstance(tree, LATER) and name == "body")
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                yield node.func.id, node, inside
            yield from calls(node, later=inside)


def at_import(source: str) -> list[int]:
    """The lines in which `_` is called when the module is imported."""
    found = calls(ast.parse(source))
    return [call.lineno for name, call, later in found if name in ("_", "_n") and not later]


def test_no_text_is_translated_when_a_module_is_imported():
    early = {}
    for path in FILES:
        if path.parts[-2] == "pages" or path.name == "home.py":
            continue  # a page runs anew for each reader
        lines = at_import(path.read_text(encoding="utf-8"))
        if lines:
            early[str(path.relative_to(ROOT))] = lines
    assert early == {}, "mark these with N_, and translate them with _ where they are shown"


def test_a_text_that_is_translated_too_early_is_noticed():
    early = 'A = _("a")\nclass B:\n    c: str = choice(_("c"))\ndef d(e=_("e")):\n    pass\n'
    assert at_import(early) == [1, 3, 4]
    assert at_import('def f():\n    return _("f")\ng = lambda: _("g")\nh = N_("h")\n') == []


def test_what_is_marked_is_a_whole_text():
    glued = []
    for path in FILES:
        for name, call, _later in calls(ast.parse(path.read_text(encoding="utf-8"))):
            marked = name == "N_" and not isinstance(call.args[0], ast.Constant)
            if marked or (name in ("_", "_n") and _made(call.args[0])):
                glued.append(f"{path.relative_to(ROOT)}:{call.lineno}")
    assert glued == []


def _made(text: ast.expr) -> bool:
    """Whether a text is made on the spot, where a catalogue cannot know it."""
    return isinstance(text, ast.JoinedStr | ast.BinOp)


def inside_others(source: str) -> list[int]:
    """The lines in which a text is translated inside an f-string, where Babel does not look."""
    made = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.JoinedStr))
    marked = (one for text in made for one in calls(text))
    return [
        call.lineno for name, call, _later in marked
        if name in ("_", "_n") and isinstance(call.args[0], ast.Constant)
    ]  # fmt: skip


def test_no_text_is_translated_inside_another_where_no_catalogue_finds_it():
    hidden = {str(path.relative_to(ROOT)): inside_others(path.read_text("utf-8")) for path in FILES}
    assert {path: lines for path, lines in hidden.items() if lines} == {}
    assert inside_others("a = f\"[{_('What')}](#x)\"\nb = f'{_(what)}'\n") == [1]
