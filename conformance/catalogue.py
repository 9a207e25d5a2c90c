"""What was promised: the hand-written files of ``specs/<api>/``, read, checked against their schemas, and joined.

A catalogue holds the requirements of one API: those written by hand in ``requirements.yaml`` (kind ``check``) and those
that follow from ``openapi.yaml`` alone (kinds ``shape`` and ``field``, see ``conformance.derived``).
"""

import functools
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import jsonschema
import yaml

from conformance import derived
from conformance.problems import Problem, did_you_mean
from conformance.promise import Reading, Requirement, Source
from conformance.verdict import ExitCode

_HERE = Path(__file__).parent
SPECS = _HERE / "specs" if (_HERE / "specs").is_dir() else _HERE.parent / "specs"
FILES = ("source.yaml", "openapi.yaml", "requirements.yaml", "readings.yaml", "lifecycle.yaml", "unexercised.yaml")


@dataclass(frozen=True)
class Catalogue:
    """Everything that ``specs/<api>/`` says."""

    api: str
    document: Mapping[str, Any]
    openapi: Mapping[str, Any]
    requirements: Mapping[str, Requirement]
    readings: Mapping[str, Reading]
    lifecycle: Mapping[str, Any] = field(default_factory=dict)
    unexercised: Sequence[Mapping[str, Any]] = ()

    def requirement(self, name: str) -> Requirement:
        """The requirement with this id; raises Problem ``unknown-requirement``."""
        try:
            return self.requirements[name]
        except KeyError:
            raise _unknown(name, self.requirements) from None

    def selected(self, selectors: Iterable[str]) -> set[str]:
        """Ids chosen by selectors: an id, or a prefix of ids up to a dash or a dot; all of them for none.

        Raises Problem ``unknown-requirement`` for a selector that matches nothing.
        """
        selectors = list(selectors)
        if not selectors:
            return set(self.requirements)
        return set().union(*(self._matches(selector) for selector in selectors))

    def _matches(self, selector: str) -> set[str]:
        exact = {selector} & self.requirements.keys()
        start = selector.rstrip("-.")
        found = exact or {name for name in self.requirements if name.startswith((f"{start}-", f"{start}."))}
        if not found:
            raise _unknown(selector, self.requirements)
        return found

    def digests(self) -> dict[str, str]:
        """The sha256 of each file of this API, by file name."""
        folder = SPECS / self.api
        return {name: hashlib.sha256((folder / name).read_bytes()).hexdigest()
                for name in FILES if (folder / name).is_file()}


def _unknown(name: str, known: Iterable[str]) -> Problem:
    sections = sorted({requirement.rsplit("-", number)[0] for requirement in known for number in (1, 2, 3)})
    return Problem("unknown-requirement", f"no requirement is called {name}, and none begins with it",
                   f"a selector is an id or the beginning of ids, such as {next(iter(sections))}",
                   did_you_mean(name, [*known, *sections], "`conformance list` shows all ids"))


def apis() -> list[str]:
    """Names of all APIs that have a folder in ``specs/``."""
    return sorted(path.parent.name for path in SPECS.glob("*/requirements.yaml"))


@functools.cache
def load(api: str) -> Catalogue:
    """The catalogue of one API; raises Problem ``unknown-api`` or ``broken-spec``."""
    folder = SPECS / api
    if api not in apis():
        raise Problem("unknown-api", f"no API is called {api}", f"the known ones are: {', '.join(apis()) or 'none'}",
                      did_you_mean(api, apis(), "`conformance list` shows them"))
    openapi = _read(folder / "openapi.yaml")
    document, by_hand, readings = (_checked(folder, name) for name in ("source", "requirements", "readings"))
    lifecycle, unexercised = (_checked(folder, name) if (folder / f"{name}.yaml").is_file() else none
                              for name, none in (("lifecycle", {}), ("unexercised", ())))
    requirements = {name: _requirement(name, entry) for name, entry in by_hand.items()}
    for each in derived.requirements(openapi, prefix=_prefix(requirements)):
        requirements.setdefault(each.id, each)
    return Catalogue(api, document, openapi, requirements,
                     {name: Reading(id=name, **entry) for name, entry in readings.items()}, lifecycle, unexercised)


def _checked(folder: Path, name: str) -> Any:
    return checked(_read(folder / f"{name}.yaml"), name, folder / f"{name}.yaml")


def _prefix(requirements: Iterable[str]) -> str:
    return next(iter(requirements)).split("-")[0]


def _requirement(name: str, entry: dict[str, Any]) -> Requirement:
    entry = dict(entry)
    source = Source(**entry.pop("source"))
    return Requirement(id=name, source=source, needs=tuple(entry.pop("needs", ())), **entry)


def _read(path: Path) -> Any:
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as reason:
        raise Problem("broken-spec", f"{path.name} of {path.parent.name} cannot be read", str(reason),
                      "the installation is damaged, or the file was edited", ExitCode.HARNESS_ERROR) from reason


@functools.cache
def _schema(name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((SPECS / "schema" / f"{name}.json").read_text(encoding="utf-8"))
    return content


def checked(content: Any, schema: str, path: Path, code: str = "broken-spec") -> Any:
    """``content`` itself if it fits ``specs/schema/<schema>.json``; raises Problem ``code`` naming the place otherwise."""
    validator = jsonschema.Draft202012Validator(_schema(schema))
    errors = list(validator.iter_errors(content))
    if not errors:
        return content
    # A misspelt key is both a strange one and a missing one; the strange one tells what happened.
    error = next((each for each in errors if each.validator == "additionalProperties"), None) or \
        jsonschema.exceptions.best_match(errors)
    place = "/".join(str(step) for step in error.absolute_path) or "the top of the file"
    known = error.schema.get("properties", {}) if error.validator == "additionalProperties" else {}
    strangers = [key for key in error.instance if key not in known] if known else []
    hint = did_you_mean(strangers[0], known, f"known keys: {', '.join(known)}") if strangers else \
        f"see specs/schema/{schema}.json"
    raise Problem(code, f"{path} is not as it should be at {place}", error.message, hint)
