"""The servers that tools are tried on, and what is made of openapi.yaml for the older ones."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import httpx
import jsonschema
from beside.cases import cases, document_of
from beside.mutants import PREFIX
from beside.plain import METHODS, sample
from beside.served import SERVER, served
from beside.tool import document
from beside.world import MISSING, made_at

import conformance

PLAIN = document_of(document())
ANSWERS = [answer for item in PLAIN["paths"].values() for method in METHODS if method in item
           for answer in item[method]["responses"].values()]


def test_the_plain_copy_has_no_words_that_older_tools_do_not_know() -> None:
    text = json.dumps(PLAIN)
    assert PLAIN["openapi"] == "3.0.3"
    assert not [word for word in ("$ref", "const", "oneOf", "allOf", "octet-stream", '"if"') if f"{word}" in text]
    assert not [path for path in PLAIN["paths"] if "-" in path]


def test_each_answer_has_a_sample_that_its_schema_allows() -> None:
    contents = [content for answer in ANSWERS for content in answer.get("content", {}).values()]
    assert len(contents) > 100
    for content in contents:
        jsonschema.validate(sample(content["schema"]), content["schema"])


def test_the_honest_server_answers_each_case_as_documented() -> None:
    with served("") as server, httpx.Client(base_url=server.url) as client:
        world = made_at(server.url)
        assert MISSING not in world.ids.values()
        asked = sorted(cases(PLAIN, world), key=lambda case: case.method == "DELETE")
        before = server.requests()
        for case in asked:
            answer = client.request(case.method, case.path, headers=case.headers, json=case.body)
            assert answer.status_code == case.status, case
        assert len(asked) == len(ANSWERS) == server.requests() - before


def test_a_fault_of_each_kind_can_be_served() -> None:
    # In a process of its own: the subtle ones would become known to every other test.
    listed = subprocess.run([sys.executable, "-c", "import json; from beside.server import kinds; "
                             "print(json.dumps({kind: list(known) for kind, known in kinds().items()}))"],
                            cwd=SERVER.parent.parent, capture_output=True, check=True, text=True)
    known = json.loads(listed.stdout)
    assert list(known) == ["by hand", "subtle", "derived"]
    for kind, names in known.items():
        assert len(names) > 30, kind
        with served(names[0]) as server:
            assert server.requests() == 0


def test_a_mutant_is_served_with_its_one_changed_module(tmp_path: Path) -> None:
    own = Path(conformance.__file__).parent / "reference" / "opeasy" / "errors.py"
    changed = tmp_path / "0.py"
    shutil.copy(own, changed)
    changed.write_text(changed.read_text(encoding="utf-8") + "\nErrors.refused = lambda self, refusal: 1 / 0\n", encoding="utf-8")
    with served(f"{PREFIX}conformance.reference.opeasy.errors:{changed}") as server:
        assert httpx.post(f"{server.url}/v1/authsessions", json={}).status_code == 500
