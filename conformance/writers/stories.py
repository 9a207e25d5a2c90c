"""Run record -> a pytest file for each story: the steps that lead to a broken promise, as code that a person can change."""

import keyword
import re
from collections.abc import Mapping, Sequence
from typing import Any

from conformance.record import Run
from conformance.writers.text import prose

FOLDER = "stories"  # beside the record
_FILE = '''"""{title}

{story}

{hint}
"""

import pytest

from conformance.retelling import retold
from conformance.suites.{module} import walker


def {function}(request: pytest.FixtureRequest) -> None:
    with retold(request, {api!r}, walker, fault={fault!r}, seed={seed!r}) as step:
{steps}
'''


def write(run: Run) -> dict[str, str]:
    """All files by name; of several stories of one check about one requirement the first."""
    files: dict[str, str] = {}
    for answer in run.answers:
        if steps_of(answer):
            files.setdefault(file_of(answer), _text(run, answer))
    return files


def steps_of(answer: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """The steps of the story of an answer; none if it has no story that can be repeated."""
    story = answer.get("story")
    steps = story.get("steps") if isinstance(story, dict) and _module(answer) else None
    return steps if isinstance(steps, list) else ()


def file_of(answer: Mapping[str, Any]) -> str:
    """The name of the file that repeats the story of an answer."""
    return f"{_function(answer)}_{_word(str(answer['requirement']))}.py"


def _text(run: Run, answer: Mapping[str, Any]) -> str:
    header, steps = run.header, steps_of(answer)
    fault = str(header["target"].get("fault") or "")
    server = f"the reference server with the fault {_said(fault)}" if fault else "the honest reference server"
    lines = [f"{number}. {_said(step['told'])}" for number, step in enumerate(steps, 1)]
    return _FILE.format(
        title=f"{_said(answer['requirement'])} is broken in {len(steps)} steps.", story="\n".join(lines),
        hint=f"Asks {server}, or with --target FILE the server of that file.\nTold by the run {_said(header['run'])}.",
        module=_module(answer), function=_function(answer), api=str(header["api"]), fault=fault, seed=header["seed"],
        steps="\n".join(f"        step({_arguments(step)})" for step in steps))


def _arguments(step: Mapping[str, Any]) -> str:
    given = [repr(step["thing"]), repr(step["action"])]
    data = step["data"]
    if all(name.isidentifier() and not keyword.iskeyword(name) for name in data):
        return ", ".join([*given, *(f"{name}={value!r}" for name, value in data.items())])
    return ", ".join([*given, f"**{data!r}"])


def _module(answer: Mapping[str, Any]) -> str:
    """The module of the suites that the check is in, such as ``opeasy.walk``; empty if this is no such place."""
    path = str(answer["check"]).partition("::")[0].removesuffix(".py").replace("/", ".")
    return path if re.fullmatch(r"[a-z_]\w*(\.[a-z_]\w*)*", path, re.ASCII) else ""


def _function(answer: Mapping[str, Any]) -> str:
    return f"test_{_word(str(answer['check']).partition('::')[2].removeprefix('test_'))}"


def _word(text: str) -> str:
    """A part of the name of a file or function."""
    return "_".join(re.findall(r"[a-z0-9]+", text.lower()))[:80]


def _said(text: object) -> str:
    """What a target may have said, on one line of a docstring that it cannot end."""
    return prose(text).replace("\\", "/").replace('"', "'")
