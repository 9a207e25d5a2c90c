"""Changes that a look at the code shows to be none, as far as the document goes; they are not made at all."""

import ast
import functools
import itertools
from pathlib import Path

import libcst as cst

import conformance.reference.opeasy

SERVER = Path(conformance.reference.opeasy.__file__).parent
ARGUMENTS = {"Refusal": ("status", "message", "detail", "original_input", "field_name"),
             "TaskFailure": ("code", "context"),
             "Endpoint": ("operation_id", "method", "path", "handler", "family", "of_each_family")}
WORDING = {"Refusal": (1, 2), "TaskFailure": (1,), "not_found": (0,)}  # the arguments that are texts for people


def unseen(old: cst.CSTNode, new: cst.CSTNode, above: list[cst.CSTNode]) -> bool:
    """Whether a change is of one of these kinds."""
    return _rewords(old, above) or _renames(old, above) or _of_calls(old, new)


def _of_calls(old: cst.CSTNode, new: cst.CSTNode) -> bool:
    if not (isinstance(old, cst.Call) and isinstance(new, cst.Call)):
        return False
    return _rewords_refusal(old, new) or _renames_endpoint(old, new) or _gives_what_is_ignored(old, new)


def _rewords(node: cst.CSTNode, above: list[cst.CSTNode]) -> bool:
    """A text for people in an error: the document leaves its words to the server."""
    if not isinstance(node, cst.SimpleString):
        return False
    name, place = _place(above)
    function = next((each.name.value for each in above if isinstance(each, cst.FunctionDef)), "")
    return place in WORDING.get(name, ()) or (function.endswith("_messages") and " " in node.value)


def _rewords_refusal(old: cst.Call, new: cst.Call) -> bool:
    """The same with a whole text: a refusal without detail repeats its message there."""
    changed = _changed(old, new)
    if _called(old) == "not_found":
        return changed == {"0"} and len(old.args) == len(new.args)
    if _called(old) == "TaskFailure":
        return changed == {"context"} and len(old.args) == len(new.args)
    return _called(old) == "Refusal" and changed <= {"message", "detail"} \
        and _bound(new).get("message") not in (None, "None")


def _renames_endpoint(old: cst.Call, new: cst.Call) -> bool:
    """No name at all, or no family where the endpoint is of none."""
    return _called(old) == "Endpoint" and (
        _changed(old, new) <= {"operation_id", "of_each_family"}
        or (_changed(old, new) == {"family"} and _bound(old)["family"] == "USERS" and len(old.args) == len(new.args)))


def _renames(node: cst.CSTNode, above: list[cst.CSTNode]) -> bool:
    """The name that an endpoint has within the server."""
    name, place = _place(above)
    return isinstance(node, cst.BaseString) and name == "Endpoint" and place in (0, 5)


def _gives_what_is_ignored(old: cst.Call, new: cst.Call) -> bool:
    """None for an argument of a method that only faults look at: no method of that name in the server reads it."""
    if len(old.args) != len(new.args):
        return False
    changed = [place for place, (one, other) in enumerate(zip(old.args, new.args, strict=True)) if one is not other]
    methods = _read().get(_called(old), [])
    return len(changed) == 1 and bool(methods) and all(
        changed[0] < len(reads) and not reads[changed[0]] for reads in methods)


def _place(above: list[cst.CSTNode]) -> tuple[str, int]:
    """The name of the call that a node is an argument of, and which one by position; -1 for one by name, or none."""
    for inner, outer in itertools.pairwise(above):
        if isinstance(outer, cst.Call) and isinstance(inner, cst.Arg):
            return _called(outer), outer.args.index(inner) if inner.keyword is None else -1
    return "", -1


def _called(call: cst.Call) -> str:
    name = call.func.attr if isinstance(call.func, cst.Attribute) else call.func
    return name.value if isinstance(name, cst.Name) else ""


def _changed(old: cst.Call, new: cst.Call) -> set[str]:
    """The arguments that differ, by name or place."""
    before, after = _bound(old), _bound(new)
    return {name for name in {*before, *after} if before.get(name) != after.get(name)}


def _bound(call: cst.Call) -> dict[str, str]:
    """The arguments by name, as code; by place where the names are not known."""
    names = ARGUMENTS.get(_called(call), ())
    places = itertools.chain(names, map(str, itertools.count(len(names))))
    return {arg.keyword.value if arg.keyword else place: cst.Module([]).code_for_node(arg.value)
            for place, arg in zip(places, call.args, strict=False)}


@functools.cache
def _read() -> dict[str, list[list[bool]]]:
    """Whether each method of a name reads each of its parameters after self."""
    found: dict[str, list[list[bool]]] = {}
    for path in sorted(SERVER.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                names = {each.id for part in node.body for each in ast.walk(part) if isinstance(each, ast.Name)}
                parameters = [each.arg for each in node.args.args if each.arg != "self"]
                found.setdefault(node.name, []).append([each in names for each in parameters])
    return found
