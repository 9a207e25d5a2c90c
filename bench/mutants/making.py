"""Makes the mutants: mutmut's operators on the source of the server, one change each."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import libcst as cst
from libcst.metadata import MetadataWrapper, ParentNodeProvider, PositionProvider
from mutmut.mutation.file_mutation import create_mutations, deep_replace

from bench.mutants.unseen import SERVER, unseen

PACKAGE = "conformance.reference.opeasy"


@dataclass(frozen=True)
class Mutant:
    """One change of one file. All but ``lines`` and ``nodes`` names it, however the lines around it move.

    ``nth`` tells it from others with the same names; ``lines`` are those of its statement, none if it runs on import.
    """

    file: str
    function: str
    line: str
    change: str
    nth: int
    lines: tuple[int, int] | None = field(compare=False)
    nodes: tuple[cst.Module, cst.CSTNode, cst.CSTNode] = field(compare=False, repr=False)

    @property
    def key(self) -> str:
        return "\t".join((self.file, self.function, self.line, self.change, str(self.nth)))

    @property
    def module(self) -> str:
        return module_of(self.file)

    def source(self) -> str:
        """The whole file with the change in it."""
        changed: Any = deep_replace(*self.nodes)
        return str(changed.code)


def module_of(file: str) -> str:
    """The module that a file of the server is."""
    return ".".join((PACKAGE, *Path(file).with_suffix("").parts)).removesuffix(".__init__")


def mutants() -> list[Mutant]:
    """All mutants of the server, but those that are seen to change nothing that the document speaks of."""
    # What a server says of itself is what a target file says of another: nobody asks about it.
    return [mutant for path in sorted(SERVER.rglob("*.py")) if path.name != "target.py" for mutant in _of_file(path)]


def _of_file(path: Path) -> Iterator[Mutant]:
    source = path.read_text(encoding="utf-8")
    module, mutations, *_ = create_mutations(str(path), source)
    found = MetadataWrapper(module, unsafe_skip_copy=True).resolve_many([PositionProvider, ParentNodeProvider])
    text, positions, parents = source.splitlines(), found[PositionProvider], found[ParentNodeProvider]
    seen: Counter[tuple[str, ...]] = Counter()
    for mutation in mutations:
        old, new = mutation.original_node, mutation.mutated_node
        above = list(_above(old, parents))
        if not unseen(old, new, above):
            start = next(positions[node].start.line for node in above if node in positions)
            names = (str(path.relative_to(SERVER)), _name(above), text[start - 1].strip(),
                     f"{_plain(module.code_for_node(old))} -> {_plain(module.code_for_node(new))}")
            seen[names] += 1
            yield Mutant(*names, seen[names], _lines(above, positions), (module, old, new))


def _above(node: cst.CSTNode, parents: Any) -> Iterator[cst.CSTNode]:
    """A node and all those that it is in, from the inside."""
    while node is not None:
        yield node
        node = parents.get(node)


def _name(above: list[cst.CSTNode]) -> str:
    """Function or class, with those that it is in; of a module the constant."""
    names = [node.name.value for node in above if isinstance(node, (cst.FunctionDef, cst.ClassDef))]
    if not names and (assigned := next((node for node in above if isinstance(node, cst.Assign)), None)):
        return cst.Module([]).code_for_node(assigned.targets[0].target)
    return ".".join(reversed(names))


def _plain(code: str) -> str:
    return " ".join(code.split())


def _lines(above: list[cst.CSTNode], positions: Any) -> tuple[int, int] | None:
    """The lines of the statement, or of the part of it that changes where it holds others."""
    function = next((depth for depth, node in enumerate(above) if isinstance(node, cst.FunctionDef)), None)
    if function is None or any(isinstance(node, (cst.Parameters, cst.Decorator)) for node in above[:function]):
        return None
    inside = above[:function]
    whole = next((node for node in inside if isinstance(node, cst.SimpleStatementLine)), None)
    header = next((node for node in inside if isinstance(node, (cst.If, cst.For, cst.While, cst.With, cst.Try))), None)
    first = next(node for node in inside if node in positions)
    span = positions[whole or first]
    start = span.start.line if whole or header is None else min(span.start.line, positions[header].start.line)
    return start, span.end.line
