"""Everything public is named in `__all__`, documented in full, and shown by an example."""

from __future__ import annotations

import ast
import dataclasses
import doctest
import importlib
import importlib.util
import inspect
import pkgutil
import typing
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import click
import pytest
from numpydoc.docscrape import get_doc_object
from numpydoc.validate import validate

import helpers

# Lower rooms never import higher ones.
ROOMS = {
    "_version": 0,
    "tables": 0,
    "waiting": 0,
    "language": 1,
    "tokens": 2,
    "corpus": 2,
    "attribution": 3,
    "reprints": 3,
    "sources": 4,
    "parts": 4,
    "diversity": 4,
    "readability": 4,
    "terms": 4,
    "provenance": 4,
    "findings": 5,
    "measures": 5,
    "coding": 5,
    "plots": 6,
    "display": 6,
    "headless": 7,
    "outputs": 7,
    "export": 7,
    "report": 7,
    "cli": 8,
}

# Missing docstring, summary or its full stop; a parameter missing, unknown, out of order, without
# type or description; the result missing or without description; unknown or unordered sections.
DOCSTRING_FAULTS = {
    *("GL06", "GL07", "GL08", "SS01", "SS03", "SS06"),
    *("PR01", "PR02", "PR03", "PR04", "PR07", "RT01", "RT03", "YD01"),
}

MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages(helpers.__path__, "helpers.")
    if not module.name.rpartition(".")[2].startswith("_")
)
ROOM_MODULES = [name for name in MODULES if name.count(".") == 1]
each_module = pytest.mark.parametrize("module_name", ["helpers", *ROOM_MODULES])


def parse_source(module: ModuleType) -> ast.Module:
    """Parse a module, or the stub in which a package names what it imports when asked for."""
    stub = Path(inspect.getfile(module)).with_suffix(".pyi")
    return ast.parse(stub.read_text("utf-8") if stub.exists() else inspect.getsource(module))


def find_public_names(tree: ast.Module, *, is_package: bool) -> set[str]:
    """Names that a module defines, and a package also imports, without a leading low line."""
    names: set[str] = set()
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Assign):
            names |= {target.id for target in node.targets if isinstance(target, ast.Name)}
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            names.add(node.target.id)
        elif is_package and isinstance(node, ast.ImportFrom) and node.module != "__future__":
            names |= {alias.asname or alias.name for alias in node.names}
    return {name for name in names if not name.startswith("_")}


def is_aside(thing: object) -> bool:
    """Names for types serve one module's annotations; commands are for the command line."""
    is_type = typing.get_origin(thing) is not None or isinstance(thing, typing.TypeVar)
    return is_type or isinstance(thing, click.Command)


def list_public_objects() -> dict[str, Any]:
    """Every public function and class, by its full name, once.

    Public is what `helpers` and its rooms (helpers.terms, helpers.attribution, ...) offer; modules
    inside a room are its own affair.
    """
    found = {}
    for module_name in ["helpers", *ROOM_MODULES]:
        module = importlib.import_module(module_name)
        for name in getattr(module, "__all__", ()):
            thing = getattr(module, name, None)
            if inspect.isfunction(thing) or inspect.isclass(thing):
                found[f"{thing.__module__}.{thing.__qualname__}"] = thing
    return dict(sorted(found.items()))


PUBLIC_OBJECTS = list_public_objects()
each_object = pytest.mark.parametrize("full_name", PUBLIC_OBJECTS)


def list_docstring_faults(full_name: str, thing: Any) -> list[str]:
    """Name what a docstring lacks; a dataclass documents its fields as Attributes."""
    ignored = set()
    faults = []
    if inspect.isclass(thing):
        documented = get_doc_object(thing)
        known = {p.name for part in ("Parameters", "Attributes") for p in documented[part]}
        if dataclasses.is_dataclass(thing):
            ignored = {"PR01", "PR02", "PR03"}
            fields = [field.name for field in dataclasses.fields(thing)]
            faults += [f"field {name} not documented" for name in fields if name not in known]
    errors = validate(f"{thing.__module__}.{thing.__qualname__}")["errors"]
    faults += [text for code, text in errors if code in DOCSTRING_FAULTS - ignored]
    return [f"{full_name}: {fault}" for fault in faults]


def find_raised_names(function: Any) -> Iterator[str]:
    """Exceptions that a function raises by name in its own body."""
    tree = ast.parse(inspect.cleandoc("\n" + inspect.getsource(function)))
    definition = tree.body[0]
    waiting: list[ast.AST] = list(ast.iter_child_nodes(definition))
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.ClassDef):
            continue
        if isinstance(node, ast.Raise):
            raised = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
            # a lower-case name is an exception that was caught and is raised again
            if isinstance(raised, ast.Name) and raised.id[0].isupper():
                yield raised.id
        waiting += ast.iter_child_nodes(node)


def list_public_methods(thing: type) -> dict[str, Any]:
    return {
        name: method
        for name, method in vars(thing).items()
        if inspect.isfunction(method) and not name.startswith("_")
    }


@each_module
def test_all_is_exactly_what_is_public(module_name):
    module = importlib.import_module(module_name)
    assert hasattr(module, "__all__"), f"{module_name} has no __all__"
    public = find_public_names(parse_source(module), is_package=hasattr(module, "__path__"))
    named = set(module.__all__)
    public = {name for name in public if name in named or not is_aside(getattr(module, name))}
    assert len(module.__all__) == len(set(module.__all__))
    assert named == public


def test_public_names_are_found_in_source():
    tree = ast.parse("A = 1\n_b = 2\nC: int = 3\ndef d(): pass\nclass E: pass\nfrom f import g")
    assert find_public_names(tree, is_package=False) == {"A", "C", "d", "E"}
    assert find_public_names(tree, is_package=True) == {"A", "C", "d", "E", "g"}


def test_a_star_import_brings_the_public_names_and_no_others():
    namespace: dict[str, Any] = {}
    exec("from helpers import *", namespace)  # the very line that notebooks begin with
    assert set(namespace) - {"__builtins__"} == set(helpers.__all__)


@each_object
def test_the_docstring_is_complete(full_name):
    thing = PUBLIC_OBJECTS[full_name]
    faults = list_docstring_faults(full_name, thing)
    if inspect.isclass(thing):
        for name, method in list_public_methods(thing).items():
            faults += list_docstring_faults(f"{full_name}.{name}", method)
    assert faults == []


@each_object
def test_what_is_raised_is_documented(full_name):
    thing = PUBLIC_OBJECTS[full_name]
    functions = list_public_methods(thing).values() if inspect.isclass(thing) else [thing]
    for function in functions:
        documented = {raised.type for raised in get_doc_object(function)["Raises"]}
        assert set(find_raised_names(function)) <= documented


@each_object
def test_an_example_is_there_and_is_run(full_name, pytestconfig):
    examples = doctest.DocTestParser().get_examples(PUBLIC_OBJECTS[full_name].__doc__ or "")
    assert examples, "no example"
    assert not any(doctest.SKIP in example.options for example in examples), "an example is skipped"
    # --doctest-modules over helpers is what runs them
    assert pytestconfig.getoption("doctestmodules")
    assert "helpers" in pytestconfig.getini("testpaths")


def undocumented(number, *, unit):
    """Do something"""
    raise ValueError(number, unit)


def test_docstring_faults_are_found():
    faults = " ".join(list_docstring_faults("f", undocumented))
    for fault in ("period", "number", "unit", "not documented"):
        assert fault in faults
    assert list(find_raised_names(undocumented)) == ["ValueError"]


def list_imported_rooms(source: str) -> set[str]:
    """Rooms of the kit that a module imports, "" being the kit as a whole."""
    rooms = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.level:
            raise ValueError("relative imports hide which room is meant")
        if isinstance(node, ast.ImportFrom) and node.module == "helpers":
            rooms |= {alias.name if alias.name in ROOMS else "" for alias in node.names}
        else:
            modules = [node.module] if isinstance(node, ast.ImportFrom) else []
            modules += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            parts = [str(module).split(".") for module in modules]
            rooms |= {part[1] if part[1:] else "" for part in parts if part[0] == "helpers"}
    return rooms


def test_imported_rooms_are_found():
    source = "import pandas, helpers.cli\nfrom helpers.corpus.load import a\nfrom helpers import b"
    assert list_imported_rooms(source) == {"cli", "corpus", ""}


@pytest.mark.parametrize("module_name", MODULES)
def test_lower_rooms_never_import_higher_ones(module_name):
    room = module_name.split(".")[1]
    assert room in ROOMS, f"say in ROOMS where {room} stands"
    # found, not imported: training needs what only its extra installs
    spec = importlib.util.find_spec(module_name)
    assert spec is not None
    source = Path(str(spec.origin)).read_text("utf-8")
    rooms = list_imported_rooms(source)
    assert "" not in rooms, "imports the kit as a whole"
    assert [other for other in rooms if ROOMS[other] > ROOMS[room]] == []


def test_the_version_is_the_same_wherever_it_is_written():
    citation = (Path(__file__).parents[1] / "CITATION.cff").read_text("utf-8")
    assert f"\nversion: {helpers.__version__}\n" in citation
