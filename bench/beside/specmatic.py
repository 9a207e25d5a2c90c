"""Specmatic, with an example for each documented answer. It checks the values of answers by their schemas."""

import json
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from beside.cases import Case, cases, document_of
from beside.install import Npm
from beside.plain import sample
from beside.tool import Command, Complaint, Unreadable, document, said
from beside.world import made_at

POSITION = re.compile(r"\[\d+]")  # in a list
REPORT = "TEST-junit-jupiter.xml"


class Specmatic:
    """Specmatic's command line, from npm."""

    name = "Specmatic"

    def __init__(self, npm: Npm) -> None:
        self.npm = npm

    def install(self) -> str:
        return self.npm.install("specmatic")

    def command(self, url: str, folder: Path, seed: int, honest: bool) -> Command:
        whole, examples = document_of(document()), folder / "openapi_examples"
        examples.mkdir()
        (folder / "openapi.json").write_text(json.dumps(whole), encoding="utf-8")
        for case in cases(whole, made_at(url)):
            text = json.dumps(example(case, whole))
            (examples / f"{case.operation}_{case.status}.json").write_text(text, encoding="utf-8")
        jar = self.npm.folder / "node_modules" / "specmatic" / "specmatic.jar"
        return Command(["java", "-jar", str(jar), "test", "openapi.json", "--testBaseURL", url, "--junitReportDir", "junit",
                        "--examples", "openapi_examples"])

    def complaints(self, folder: Path, text: str) -> set[Complaint]:
        try:
            return read((folder / "junit" / REPORT).read_text(encoding="utf-8"))
        except (OSError, ElementTree.ParseError) as reason:
            raise Unreadable(f"Specmatic wrote no report: {reason}") from reason


def example(case: Case, whole: Mapping[str, Any]) -> dict[str, Any]:
    """A case as Specmatic reads it, with an answer that the schema allows."""
    headers = {name: value for name, value in case.headers.items() if name != "Accept"}
    request: dict[str, Any] = {"method": case.method, "path": case.path, "headers": headers}
    if case.body is not None:
        request["body"] = case.body
    answer: dict[str, Any] = {"status": case.status, "headers": {}}
    documented = whole["paths"][case.template][case.method.lower()]["responses"][str(case.status)]
    if "content" in documented:
        answer["body"] = sample(documented["content"]["application/json"]["schema"])
        answer["headers"]["Content-Type"] = "application/json"
    if "Location" in documented.get("headers", {}):
        answer["headers"]["Location"] = "/v1"
    return {"name": f"{case.operation} {case.status}", "http-request": request, "http-response": answer}


def read(text: str) -> set[Complaint]:
    """The kinds of complaints in a JUnit report: the scenario, where it broke, and the rule."""
    found: set[Complaint] = set()
    for test in ElementTree.fromstring(text).iter("testcase"):
        for failure in [*test.iter("failure"), *test.iter("error")]:
            message = "\n".join([failure.get("message", ""), failure.text or ""])
            api = re.search(r"API: (\w+ \S+) -> (\d+)", message)
            scenario = f"{api[1]} {api[2]}" if api else "run"
            broken = re.findall(r">> (\S+)\s+([A-Z]+\d+): [^\n]*(?:\n(?!\s*>>)[^\n]*)*", message)
            statuses = re.findall(r"response contained status (\d+)", message)
            kinds = {f"{POSITION.sub('[N]', place)} {rule}" for place, rule in broken}
            found |= {said(scenario, kind) for kind in {*kinds, *(f"got {status}" for status in statuses)} or {"failed"}}
    return found
