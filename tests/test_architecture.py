"""Imports point down, the network is touched in few places, and no file or function grows without bound."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import conformance
from conformance.catalogue import apis

ROOT = Path(conformance.__file__).parent
MODULES = {".".join(("conformance", *path.relative_to(ROOT).with_suffix("").parts)).removesuffix(".__init__"): path
           for path in sorted(ROOT.rglob("*.py"))}
TREES = {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in MODULES.items()}
# From the bottom to the top: a module imports only from the layers below its own. A package is named once for all its
# modules, and these may import each other.
LAYERS = (
    ("certificate", "clock", "isolation", "linearizability", "listener", "places", "promise", "redaction", "strict", "verdict"),
    ("exchange", "openapi", "problems"),
    ("tables",),
    ("presence",),
    ("cells",),
    ("derived", "expect", "lifecycle", "record"),
    ("catalogue", "ledger", "story"),
    ("bindings",),
    ("checks", "coverage", "exercise", "oracle", "questions", "shape", "shrinking", "target"),
    ("judge", "payloads"),
    ("strategies",),
    ("bodies", "client", "plan", "receiver", "rows", "serving", "walk"),
    ("preflight", "session", "together"),
    ("allure_story", "contract", "header", "retelling", "workers"),
    ("conductor",),
    ("plugin", "suites", "writers"),
    ("reporting", "sweep"),
    ("commands",),
    ("cli",),
)
APART = "reference"  # imports nothing of ours, and is imported only by what serves it, or lists its faults
SERVE = {"serving", "session", "commands"}
NETWORK = {"httpx", "requests", "urllib3", "http", "socket", "uvicorn", "asyncio"}
# The client sends, contract prepares what schemathesis made, serving is the server's side, listener hears callbacks; session
# and preflight name types of httpx, and serve listens.
ONLINE = {"client", "contract", "listener", "serving", "session", "preflight", "commands.serve"}
LINES, FUNCTION = 250, 30


def imports(module: str) -> Iterator[str]:
    """Everything that a module imports, by its full name."""
    for node in ast.walk(TREES[module]):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{module}: relative import"
            wholes = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from (whole if whole in MODULES else str(node.module) for whole in wholes)


def ours(module: str) -> set[str]:
    """The parts and modules of ours that a module imports."""
    return {name for name in imports(module) if name.startswith("conformance.")}


def part(name: str) -> str:
    return name.removeprefix("conformance.").split(".")[0]


def layer(name: str) -> int:
    return next(number for number, names in enumerate(LAYERS) if part(name) in names)


def mine(*parts: str) -> list[str]:
    """All modules of some parts."""
    return [name for name in MODULES if part(name) in parts]


def test_every_module_has_one_layer() -> None:
    named = [name for names in LAYERS for name in names]
    assert {part(name) for name in MODULES if name != "conformance"} == {APART, *named}
    assert len(set(named)) == len(named)


def test_imports_point_down() -> None:
    for name in set(MODULES) - {"conformance", *mine(APART)}:
        for imported in ours(name):
            if part(imported) == APART:
                assert part(name) in SERVE, f"{name} imports {imported}"
            else:
                assert part(imported) == part(name) or layer(imported) < layer(name), f"{name} imports {imported}"


def test_no_two_modules_import_each_other() -> None:
    left = {name: ours(name) & MODULES.keys() - {name} for name in MODULES}
    while free := {name for name, needs in left.items() if not needs & left.keys()}:
        left = {name: needs for name, needs in left.items() if name not in free}
    assert left == {}


def test_the_reference_servers_share_nothing_with_the_harness() -> None:
    assert {each for name in mine(APART) for each in ours(name) if part(each) != APART} == set()


def test_suites_do_not_know_how_they_are_reported() -> None:
    known = {part(each) for name in mine("suites") for each in ours(name)}
    assert known & {"writers", "reporting", "commands", "cli", "conductor"} == set()


def test_writers_read_the_record_and_nothing_else() -> None:
    imported = {each for name in mine("writers") for each in imports(name)}
    foreign = {each.split(".")[0] for each in imported if not each.startswith("conformance.")}
    assert foreign & {"pytest", "_pytest", "allure", "hypothesis", "schemathesis", *NETWORK} == set()
    known = {part(each) for each in imported if each.startswith("conformance.")}
    assert known <= {"writers", "record", "verdict", "problems", "promise"}


def test_only_few_modules_touch_the_network() -> None:
    online = {name.removeprefix("conformance.") for name in MODULES if part(name) != APART
              and not NETWORK.isdisjoint(each.split(".")[0] for each in imports(name))}
    assert {name for name in online if not ONLINE & {name, part(name)}} == set()


def texts(tree: ast.AST) -> Iterator[str]:
    """The texts of a module that are no docstrings."""
    bodies = [node.body for node in ast.walk(tree) if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)]
    told = {body[0].value for body in bodies if body and isinstance(body[0], ast.Expr)}
    yield from (node.value for node in ast.walk(tree)
                if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in told)


def test_the_machinery_knows_no_api() -> None:
    words = {api.replace("-", between) for api in apis() for between in ("-", "_", "")}
    names = re.compile("|".join(words), re.IGNORECASE)
    for name in (name for name in TREES if part(name) not in ("suites", "strategies", APART)):
        assert [text for text in (*texts(TREES[name]), *imports(name)) if names.search(text)] == [], name


def test_only_the_clock_sleeps() -> None:
    sleeps = [f"{name}:{node.lineno}" for name in set(MODULES) - set(mine("clock")) for node in ast.walk(TREES[name])
              if isinstance(node, ast.Attribute) and ast.unparse(node) in ("time.sleep", "asyncio.sleep")]
    assert sleeps == []


def _guarded(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")


def _nested(node: ast.AST, inside: bool = False) -> Iterator[int]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import | ast.ImportFrom) and inside:
            yield child.lineno
        yield from _nested(child, not _guarded(child))


def test_nothing_is_imported_inside_a_function() -> None:
    assert [f"{name}:{line}" for name, tree in TREES.items() for line in _nested(tree)] == []


def test_no_file_and_no_function_is_long() -> None:
    files = {name: len(path.read_text(encoding="utf-8").splitlines()) for name, path in MODULES.items()}
    functions = {f"{name}.{node.name}": (node.end_lineno or 0) - node.lineno + 1 for name, tree in TREES.items()
                 for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}
    assert {name: length for name, length in files.items() if length > LINES} == {}
    assert {name: length for name, length in functions.items() if length > FUNCTION} == {}
