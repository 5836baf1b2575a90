"""What import-linter cannot see: sizes, docstrings, cycles of modules, what each room may import from outside."""

import ast
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import networkx as nx

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "nnviz"

MOST_LINES = {"file": 300, "class": 200, "function": 40}

# What each room may import beyond the standard library and the rooms below it.
FOREIGN = {
    "engine": {"numpy"},
    "network": {"numpy"},
    "data": {"numpy", "PIL"},
    "document": {"numpy"},
    "training": {"numpy"},
    "files": {"numpy"},
    "explain": {"numpy", "latex2mathml"},
    "layout": {"numpy", "networkx"},
    "drawing": {"numpy", "networkx"},
    "session": {"numpy"},
    "gui": {"numpy", "PySide6", "shiboken6", "pyqtgraph"},
    "app": {"PySide6"},
    "cli": {"numpy"},
    "__main__": set(),
}

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def python_files(folder: Path = PACKAGE) -> list[Path]:
    """Every module below a folder, in order."""
    return sorted(folder.rglob("*.py"))


def oversized(source: str, file: str) -> list[str]:
    """The file, functions and classes in it that are longer than the house allows, docstrings and all."""
    lines = {"file": source.count("\n")}
    found = [f"{file}: {lines['file']} lines"] if lines["file"] > MOST_LINES["file"] else []
    for node in _definitions(ast.parse(source)):
        kind = "class" if isinstance(node, ast.ClassDef) else "function"
        length = node.end_lineno - node.lineno + 1
        if length > MOST_LINES[kind]:
            found.append(f"{file}:{node.lineno}: {kind} {node.name} has {length} lines")
    return found


def _definitions(tree: ast.Module) -> Iterator[Definition]:
    """All of them, however deep within others or within statements."""
    pending: list[ast.AST] = [tree]
    while pending:
        node = pending.pop()
        if isinstance(node, Definition):
            yield node
        pending += [inner for name in ("body", "handlers", "orelse", "finalbody", "cases") for inner in getattr(node, name, ())]


def undocumented(source: str, file: str) -> list[str]:
    """The module, and its public functions and classes, that lack a docstring or whose first line runs on."""
    tree = ast.parse(source)
    found = [] if ast.get_docstring(tree) else [f"{file}:1: the module"]
    for node in tree.body:
        if isinstance(node, Definition) and not node.name.startswith("_"):
            first = (ast.get_docstring(node) or "").split("\n\n")[0]
            if not first or "\n" in first:
                found.append(f"{file}:{node.lineno}: {node.name}")
    return found


def dynamic_imports(source: str, file: str) -> list[str]:
    """The calls that import by a name computed at run time, which no contract sees."""
    calls = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    return [
        f"{file}:{call.lineno}" for call in calls if _name(call.func) in {"__import__", "import_module", "exec_module"}
    ]


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def module_cycles(imports: Mapping[str, set[str]]) -> list[list[str]]:
    """The groups of modules that reach one another; a package's ``__init__`` counts as a module."""
    graph = nx.DiGraph([(importer, imported) for importer, targets in imports.items() for imported in targets])
    return [sorted(group) for group in nx.strongly_connected_components(graph) if len(group) > 1]


def knockers(imports: Mapping[str, set[str]]) -> list[str]:
    """The modules below the window that import the package's front door, which may lead back to any room."""
    above = {"nnviz.app", "nnviz.cli", "nnviz.gui", "nnviz.__main__"}
    return sorted(m for m, targets in imports.items() if "nnviz" in targets and ".".join(m.split(".")[:2]) not in above)


def strangers(imports: Mapping[str, set[str]]) -> Iterator[str]:
    """What rooms import from outside the house that they may not: ``nnviz.engine.op -> scipy``."""
    for importer, targets in sorted(imports.items()):
        room = importer.split(".")[1] if "." in importer else ""
        for target in sorted(targets):
            outside = target.split(".")[0]
            known = outside == "nnviz" or outside in sys.stdlib_module_names
            if not known and outside not in FOREIGN.get(room, set()):
                yield f"{importer} -> {outside}"
