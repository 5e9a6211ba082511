"""What documents put between backticks is there: each file, by a name that is its own, each folder, each name in a module; and
each command that they tell to run."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import get_commands

from tests.bench.__main__ import TOOLS

ROOT = Path(__file__).parents[1]
DOCUMENTS = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *ROOT.glob("docs/*.md")])
OURS = [each for top in ROOT.glob("[!.]*") if top.name != "var" for each in (top, *top.rglob("*"))]
PATHS = [f"/{each.relative_to(ROOT)}" for each in OURS if each.name != "__pycache__"]
CODE, FENCED = re.compile(r"`([^`\n]+)`"), re.compile(r"(?s)```.*?```")
FILE = re.compile(r"(?<![\w/.*<-])((?:[\w-]+/)*[\w-]+\.py\b|(?:[\w-]+/)+(?:\w+\.\w+)?)")
RUN = re.compile(r"(manage\.py|tests\.bench|(?:`| {4})make) ([a-z]\w*)")
NAME = re.compile(r"([\w/.]+?)(?:\.py: |\.)(\w+)")


def called(name: str) -> list[str]:
    return [each for each in PATHS if each.endswith(f"/{name.rstrip('/')}")]


def has(path: str, name: str) -> bool:
    made = rf"(?m)^\s*(?:async def|def|class) {name}\b|^\s*{name}(?:: .*)? = |\bimport .*\b{name}\b"
    return bool(re.search(made, (ROOT / path[1:]).read_text()))


def wrong(code: str) -> Iterator[str]:
    for each in FILE.findall(code):
        ours, found = each.endswith(".py") or called(each.split("/")[0]), called(each)
        if ours and (len(found) != 1 if each[-1] != "/" else not found):
            yield f"{each}: {found}"
    for module, name in NAME.findall(code) if NAME.fullmatch(code) and not called(code) else ():
        homes = called(f"{module.replace('.', '/')}.py") if module != "archive" else []
        if homes and not any(has(home, name) for home in homes):
            yield f"{code}: no such name"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_what_a_document_names_is_there(document: Path) -> None:
    assert [each for code in CODE.findall(FENCED.sub("", document.read_text())) for each in wrong(code)] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_what_a_document_tells_to_run_is_there(document: Path) -> None:
    targets = re.findall(r"(?m)^([a-z]+):", (ROOT / "Makefile").read_text())
    known = {"manage.py": {*get_commands(), "help"}, "tests.bench": set(TOOLS), "make": set(targets)}
    told = RUN.findall(document.read_text())
    assert [f"{what} {name}" for what, name in told if name not in known[what.strip("` ")]] == []
