"""The house is a tower: a room imports only from rooms below it. docs/architecture.md draws it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ARCHIVE = Path(__file__).parent.parent / "archive"

# From the ground up; rooms of one row do not know each other.
FLOORS = [
    {"text", "localpg", "env"},
    {"intake"},
    {"models"},
    {"reading"},
    {"query"},
    {"search"},
    {"editing"},
    {"transfer", "operations"},
    {"outputs", "admin"},
    {"views"},
    {"templatetags", "management", "urls", "settings", "apps", "wsgi"},
]
FLOOR = {room: height for height, rooms in enumerate(FLOORS) for room in rooms}
ROOT = {"settings.py", "env.py", "urls.py", "apps.py", "wsgi.py", "__init__.py"}


def room(module: str) -> str:
    return module.split(".")[1]


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "archive":
            yield from (f"archive.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("archive."):
            yield str(node.module)


def test_every_room_has_its_floor():
    rooms = {path.relative_to(ARCHIVE).parts[0].removesuffix(".py") for path in ARCHIVE.rglob("*.py")}
    assert rooms - {"__init__", "migrations"} == FLOOR.keys()


def test_no_module_lies_loose_at_the_root():
    assert {path.name for path in ARCHIVE.glob("*.py")} == ROOT


def test_every_change_of_a_quote_ends_in_one_place():
    calling = (path for path in ARCHIVE.rglob("*.py") if ".derive()" in path.read_text(encoding="utf-8"))
    assert [str(path.relative_to(ARCHIVE)) for path in calling] == ["editing/spans.py"]


@pytest.mark.parametrize("own", sorted(FLOOR))
def test_a_room_imports_only_from_below(own):
    files = (
        path
        for path in ARCHIVE.rglob("*.py")
        if path.relative_to(ARCHIVE).parts[0].removesuffix(".py") == own
    )
    upward = {
        f"{path.relative_to(ARCHIVE)} → {module}"
        for path in files
        for module in imports(path)
        if room(module) != own and FLOOR[room(module)] >= FLOOR[own]
    }
    assert not upward


def test_nothing_names_an_engine_but_what_chooses_one():
    engines = "archive.search.engines."
    named = {
        f"{path.relative_to(ARCHIVE)} → {module}"
        for path in ARCHIVE.rglob("*.py")
        for module in imports(path)
        if module.startswith(engines)
        and path.relative_to(ARCHIVE).parts[:3] != ("search", "engines", module.split(".")[3])
        and path != ARCHIVE / "search/engines/__init__.py"
    }
    assert not named
