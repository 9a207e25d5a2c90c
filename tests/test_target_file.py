"""A target file says what it says, or exactly what is wrong with it; the run does not begin, and no secret is shown."""

import dataclasses
import os
import re
from dataclasses import fields
from pathlib import Path
from unittest import mock

import bad_targets as bad
import pytest
import yaml
from command_line import KEYS, four_parts, told_here

from conformance import catalogue
from conformance.problems import Problem
from conformance.reference import server_class
from conformance.reference.call_control import Settings
from conformance.reference.common_objects.server import TOKEN
from conformance.target import Limits, Receiving, Target, load

FIXTURES = Path(__file__).parents[1] / "fixtures" / "targets"
SECRET = "hunter2-hunter2"
CALL_CONTROL = {"CALL_CONTROL_KEY": Settings().security_key, "CALL_CONTROL_EXPIRED_KEY": Settings().expired_key}
COMMON_OBJECTS = dict.fromkeys(("COMMON_OBJECTS_TOKEN", "PROVISIONING_AUTHORIZATION"), TOKEN)
GOOD = """\
api: opeasy
baseUrl: https://opeasy.example.com
credentials: {enterpriseId: enterprise-a, apiKey: {env: OPEASY_API_KEY}}
world: {domain: example.com}
"""

# What is changed in the good file, and the code and some word of the problem that this makes.
WRONG: dict[str, tuple[str, str, str, str]] = {
    "a misspelt key": ("baseUrl:", "baseURL:", "target-file", "did you mean baseUrl?"),
    "a misspelt section": ("world:", "wrold:", "target-file", "did you mean world?"),
    "a missing key": ("api: opeasy\n", "", "target-file", "'api' is a required property"),
    "a wrong type": ("world: {domain: example.com}", "world: example.com", "target-file", "at world"),
    "a number for an address": ("https://opeasy.example.com", "8080", "target-file", "at baseUrl"),
    "a limit of nothing": ("world:", "limits: {requestTimeout: 0}\nworld:", "target-file", "limits/requestTimeout"),
    "a limit that is no number": ("world:", "limits: {maxObjects: many}\nworld:", "target-file", "limits/maxObjects"),
    "an infinite limit": ("world:", "limits: {requestTimeout: .inf}\nworld:", "target-file", "limits/requestTimeout"),
    "a limit of no value": ("world:", "limits: {pollInterval: .nan}\nworld:", "target-file", "at limits/pollInterval"),
    "a misspelt limit": ("world:", "limits: {requestTimout: 1}\nworld:", "target-file", "did you mean requestTimeout?"),
    "a short prefix": ("world:", "guards: {userIdPrefix: u}\nworld:", "target-file", "at guards/userIdPrefix"),
    "an unknown api": ("api: opeasy", "api: opeasi", "target-file", "did you mean opeasy?"),
    "no scheme": ("https://opeasy", "opeasy", "target-file", "at baseUrl"),
    "another scheme": ("https://", "ftp://", "target-file", "at baseUrl"),
    "no host": ("https://opeasy.example.com", "https://", "target-file", "names no host"),
    "a port that is none": ("example.com", "example.com:port", "target-file", "baseUrl"),
    "a port beyond all ports": ("example.com", "example.com:70000", "target-file", "baseUrl"),
    "half an address": ("https://opeasy.example.com", "'https://[::1'", "target-file", "baseUrl"),
    "a space in the address": ("opeasy.example", "opeasy example", "target-file", "baseUrl"),
    "a query in the address": ("example.com\n", "example.com/?tenant=1\n", "target-file", "query"),
    "a password in the address": ("https://", f"https://admin:{SECRET}@", "credential-in-file", "before the @"),
    "a secret": ("{env: OPEASY_API_KEY}", SECRET, "credential-in-file", "apiKey: {env: NAME}"),
    "a secret under another key": ("{env: OPEASY_API_KEY}", f"{{value: {SECRET}}}", "target-file", "{env: NAME}"),
    "a secret for a name": ("{env: OPEASY_API_KEY}", f"{{env: {SECRET}}}", "target-file", "{env: NAME}"),
    "another secret": ("world:", f"secondTenant: {{apiKey: {SECRET}}}\nworld:", "credential-in-file", "env"),
    "an unset variable": ("OPEASY_API_KEY", "OPEASY_NO_KEY", "credential-unset", "export OPEASY_NO_KEY="),
    "an empty variable": ("OPEASY_API_KEY", "OPEASY_EMPTY", "credential-unset", "export OPEASY_EMPTY="),
    "a missing CA": ("world:", "tls: {ca: nowhere.pem}\nworld:", "target-tls", "nowhere.pem"),
    "a CA that is a folder": ("world:", "tls: {ca: .}\nworld:", "target-tls", "PEM"),
    "a CA that is no PEM": ("world:", "tls: {ca: target.yaml}\nworld:", "target-tls", "PEM"),
    "a missing client certificate": ("world:", "tls: {clientCertificate: no.pem}\nworld:", "target-tls", "no.pem"),
    "a misspelt key of the receiver": ("world:", "receiver: {lisen: a:1}\nworld:", "target-file", "did you mean listen?"),
    "no port to listen on": ("world:", "receiver: {listen: 127.0.0.1}\nworld:", "target-file", "at receiver/listen"),
    "a port to listen on beyond all ports": ("world:", "receiver: {listen: a:70000}\nworld:", "target-file", "receiver/listen"),
    "every interface and no address": ("world:", "receiver: {listen: 0.0.0.0:1}\nworld:", "target-file", "every interface"),
    "an address and no port": ("world:", "receiver: {address: https://ci}\nworld:", "target-file", "which port was free"),
    "callbacks in the clear": ("world:", "receiver: {address: http://ci}\nworld:", "target-file", "at receiver/address"),
    "a query in the address of the receiver": ("world:", "receiver: {listen: a:1, address: 'https://ci/?a=b'}\nworld:",
                                               "target-file", "the receiver/address of"),
    "a receiver with a key alone": ("world:", "receiver: {key: a.key}\nworld:", "target-file", "at receiver"),
    "a missing certificate of the receiver": ("world:", "receiver: {certificate: no.pem}\nworld:", "target-tls", "no.pem"),
    "broken YAML": ("{domain: example.com}", "{domain: example.com", "target-file", "YAML"),
    "a tab": ("world: {domain: example.com}", "world:\n\tdomain: example.com", "target-file", "YAML"),
    "an object of Python": ("example.com}", "!!python/object/apply:os.getcwd []}", "target-file", "YAML"),
    "keys that are no names": ("api: opeasy", "api: opeasy\n1: 2", "target-file", "mapping"),
}
CONTENTS: dict[str, bytes] = {
    "nothing": b"", "a list": f"- {SECRET}\n".encode(), "a text": SECRET.encode(), "a number": b"1",
    "binary junk": bytes(range(256)), "zeros": b"\0" * 100, "UTF-16": GOOD.encode("utf-16"), "brackets": b"[" * 20_000}


@pytest.fixture(autouse=True)
def variables() -> object:
    with mock.patch.dict(os.environ, {**KEYS, **CALL_CONTROL, **COMMON_OBJECTS, "OPEASY_EMPTY": ""}):
        yield


def refused(path: Path, code: str) -> str:
    """What is told about a file; nothing has begun, and no secret is seen."""
    found = told_here("run", "opeasy", "--target", path, "--out", path.parent / "run")
    problem = four_parts(found, code, 64)
    assert SECRET not in found.text
    assert not (path.parent / "run").exists()
    return problem


@pytest.mark.parametrize("name", WRONG)
def test_a_mistake_in_a_target_file_is_named(name: str, tmp_path: Path) -> None:
    right, wrong, code, word = WRONG[name]
    path = tmp_path / "target.yaml"
    path.write_text(GOOD.replace(right, wrong), encoding="utf-8")
    assert word in refused(path, code)


@pytest.mark.parametrize("name", CONTENTS)
def test_what_is_no_target_file_is_told(name: str, tmp_path: Path) -> None:
    path = tmp_path / "target.yaml"
    path.write_bytes(CONTENTS[name])
    refused(path, "target-file")


def test_a_missing_target_file_is_told(tmp_path: Path) -> None:
    assert "No such file" in refused(tmp_path / "target.yaml", "target-file")


def test_a_folder_is_no_target_file(tmp_path: Path) -> None:
    path = tmp_path / "target.yaml"
    path.mkdir()
    assert "directory" in refused(path, "target-file")


def test_a_target_of_another_api_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "apis", lambda: ["opeasy", "voice"])
    path = tmp_path / "target.yaml"
    path.write_text(GOOD.replace("api: opeasy", "api: voice"), encoding="utf-8")
    with pytest.raises(Problem, match="is for voice, not for opeasy") as found:
        load(path, "opeasy")
    assert "conformance run voice" in found.value.hint


def test_an_encrypted_key_is_refused_without_asking_for_its_password(tmp_path: Path) -> None:
    pem, key = bad.certificate(tmp_path, password=b"secret")
    path = tmp_path / "target.yaml"
    path.write_text(f"{GOOD}tls: {{clientCertificate: {pem.name}, clientKey: {key.name}}}\n", encoding="utf-8")
    assert key.name in refused(path, "target-tls")


def test_certificates_are_found_beside_the_target_file(tmp_path: Path) -> None:
    pem, key = bad.certificate(tmp_path)
    path, names = tmp_path / "target.yaml", f"ca: {pem.name}, clientCertificate: {pem.name}, clientKey: {key.name}"
    path.write_text(f"{GOOD}tls: {{{names}}}\n", encoding="utf-8")
    assert not isinstance(load(path).tls, bool)


def target(path: Path) -> Target:
    """The target of an example file, whose certificates are not there."""
    with mock.patch("conformance.target._tls", return_value=True), mock.patch("conformance.target._proven"):
        return load(path)


def of(path: Path, *more: str) -> Target:
    """The target of the good file with some lines more."""
    path.write_text("\n".join([GOOD, *more]), encoding="utf-8")
    return load(path)


def test_a_receiver_listens_on_this_machine_unless_said_otherwise(tmp_path: Path) -> None:
    path = tmp_path / "target.yaml"
    assert of(path).receiver is None
    assert of(path, "receiver: {}").receiver == Receiving("127.0.0.1", 0)
    assert of(path, "receiver: {listen: '[::1]:9443'}").receiver == Receiving("::1", 9443)
    said = "receiver: {listen: 0.0.0.0:9443, address: https://ci.example.com/hooks/}"
    assert of(path, said).receiver == Receiving("0.0.0.0", 9443, "https://ci.example.com/hooks")


def test_the_certificate_of_a_receiver_is_found_beside_the_target_file(tmp_path: Path) -> None:
    pem, key = bad.certificate(tmp_path)
    found = of(tmp_path / "target.yaml", f"receiver: {{certificate: {pem.name}, key: {key.name}}}").receiver
    assert found == Receiving(certificate=str(pem), key=str(key))


@pytest.mark.parametrize("path", sorted(FIXTURES.glob("*.yaml")), ids=lambda path: path.name)
def test_an_example_is_a_target_file(path: Path) -> None:
    found = target(path)
    assert path.name.startswith(found.api)
    assert found.secrets
    assert {*found.secrets} <= {*KEYS.values(), *CALL_CONTROL.values(), TOKEN}
    assert not found.reference
    assert found.facts()["file"] == str(path)


def test_the_example_shows_every_key_with_a_comment() -> None:
    text = (FIXTURES / "opeasy.example.yaml").read_text(encoding="utf-8")
    shown, schema = yaml.safe_load(text), catalogue._schema("target")
    assert set(shown) == set(schema["properties"]) - {"bindings"}  # which the example of common-objects shows
    for section in ("tls", "receiver", "limits", "guards"):
        assert set(shown[section]) == set(schema["properties"][section]["properties"])
    for key in (*shown, *shown["limits"], "listen", "address", "certificate", *shown["guards"], *shown["world"]):
        before = re.search(rf"^(.*)\n *{key}:", text, re.MULTILINE)
        assert before, key
        assert "#" in before[1], f"{key} has no comment"


def test_the_example_shows_the_defaults() -> None:
    found, known = target(FIXTURES / "opeasy.example.yaml").limits, Limits()
    names = [each.name for each in fields(Limits) if each.name != "requestsPerSecond"]
    assert [getattr(found, name) for name in names] == [getattr(known, name) for name in names]


@pytest.mark.parametrize("api", catalogue.apis())
def test_the_reference_example_is_what_the_reference_server_says_of_itself(api: str) -> None:
    found, said = target(FIXTURES / f"{api}-reference.yaml"), server_class(api)().as_target()
    assert {**found.credentials} == said["credentials"]
    assert found.second_tenant == said.get("secondTenant")
    assert {**found.capabilities} == said.get("capabilities", {})
    assert {**found.world} == said["world"]


def test_the_reference_example_names_what_the_reference_server_has() -> None:
    found = target(FIXTURES / "opeasy-reference.yaml")
    assert (found.base_url, found.credentials["enterpriseId"]) == ("http://127.0.0.1:8000", "enterprise-a")
    assert (found.world["domain"], found.world["groupId"]) == ("example.com", "group-1")


def test_what_a_target_file_leaves_out_is_lacking_and_the_reason_says_what_to_add() -> None:
    found = Target("opeasy", "target", "http://x", {}, world={"phoneNumber": "+1"})
    assert found.lacks("world.phoneNumber") == ""
    assert found.lacks("world.userProfile") == "needs world.userProfile: add `userProfile: ...` under world in the target file"
    assert "add `expiredKey: {env: ...}` under credentials" in found.lacks("credentials.expiredKey")
    assert dataclasses.replace(found, credentials={"expiredKey": "k"}).lacks("credentials.expiredKey") == ""
    assert "add secondTenant to the target file" in found.lacks("second tenant")
    assert "add receiver to the target file" in found.lacks("receiver")
    assert dataclasses.replace(found, receiver=Receiving()).lacks("receiver") == ""
    assert "--slow" in found.lacks("time")
    assert found.lacks("time", slow=True) == ""
