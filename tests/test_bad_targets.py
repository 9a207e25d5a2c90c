"""Whatever a target does, a run ends with a word about it and a record, and nobody is accused for being away."""

import json
import os
import ssl
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

import bad_targets as bad
import pytest
from bad_targets import Behaviour, answers, drips, says, serving, target_file
from command_line import KEYS, Told, four_parts, recorded, told, told_here, verdicts

from conformance.problems import Problem
from conformance.reference import server_class
from conformance.serving import loopback
from conformance.session import Options, opened
from conformance.verdict import ExitCode

ONE = "OPEASY-AUTH-2"
HEAD = b"HTTP/1.1 201 Created\r\nContent-Type: application/json\r\n"

MISBEHAVIOUR: dict[str, tuple[Behaviour, str]] = {
    "answers with a web page": (answers("200 OK", b"<html></html>", "text/html; charset=utf-8"), "target-not-the-api"),
    "answers with broken JSON": (answers("201 Created", b'{"authSession": {"tok'), "target-not-the-api"),
    "answers with plain text": (answers("502 Bad Gateway", b"no upstream", "text/plain"), "target-not-the-api"),
    "answers with 50 MB": (bad.talks_without_end, "target-too-talkative"),
    "redirects in a loop": (answers("302 Found", Location="/v1/authsessions"), "target-redirects"),
    "refuses the credentials": (answers("401 Unauthorized", b'{"errorCode": "401"}'), "credentials-refused"),
    "never answers": (bad.stays_silent, "target-silent"),
    "answers byte by byte": (drips(HEAD + b'Content-Length: 100000\r\n\r\n"' + b"x" * 1000), "target-silent"),
    "begins byte by byte": (drips(b"HTTP/1.1 201 Created\r\nX: 1"), "target-silent"),
    "resets the connection": (bad.resets, "target-unreachable"),
    "hangs up after the headers": (says(HEAD + b"Content-Length: 100\r\n\r\n"), "target-unreachable"),
    "hangs up at once": (says(b""), "target-unreachable"),
    "speaks another protocol": (says(b"220 mail.example ESMTP\r\n"), "target-unreachable"),
    "speaks no language": (says(bytes(range(256)) * 8), "target-unreachable"),
}


def problem(file: Path) -> str:
    """The code of the problem that a first knock meets."""
    with (mock.patch.dict(os.environ, KEYS), pytest.raises(Problem) as found,
          opened("opeasy", Options(target=file)) as session):
        session.preflight()
    assert found.value.exit_code is ExitCode.NOBODY_CAN_SAY
    assert found.value.cause
    assert found.value.hint
    return found.value.code


def asked(file: Path, out: Path, *words: object) -> Told:
    """A run against the target of a file."""
    return told("run", "opeasy", *words, "--target", file, "--out", out)


def stopped(found: Told, out: Path, code: str) -> None:
    """The run was stopped by a problem with its target: told, recorded, reported, and nobody judged."""
    four_parts(found, code, 2)
    run = recorded(out)
    assert [problem["code"] for problem in run.problems] == [code]
    assert set(verdicts(run).values()) == {"not_run"}
    assert run.footer
    assert not run.footer["leftovers"]
    assert told_here("report", out).code == 2


@pytest.mark.parametrize("name", MISBEHAVIOUR)
def test_a_target_that_is_not_the_api_is_told_apart(name: str, tmp_path: Path) -> None:
    behaviour, code = MISBEHAVIOUR[name]
    with serving(behaviour) as url:
        assert problem(target_file(tmp_path, url, requestTimeout=0.5)) == code


@pytest.mark.parametrize("name", ["answers with a web page", "answers byte by byte", "resets the connection"])
def test_such_a_target_stops_the_run(name: str, tmp_path: Path) -> None:
    behaviour, code = MISBEHAVIOUR[name]
    with serving(behaviour) as url:
        found = asked(target_file(tmp_path, url, requestTimeout=1), tmp_path / "run", ONE)
    stopped(found, tmp_path / "run", code)


@pytest.mark.parametrize("workers", [1, 2])
def test_a_target_that_is_down_is_unreachable(workers: int, tmp_path: Path) -> None:
    file = target_file(tmp_path, f"http://127.0.0.1:{bad.port_of_nobody()}")
    stopped(asked(file, tmp_path / "run", "-n", workers), tmp_path / "run", "target-unreachable")


def test_a_host_without_address_is_unreachable(tmp_path: Path) -> None:
    assert problem(target_file(tmp_path, "http://something.invalid")) == "target-unreachable"


def test_in_json_a_problem_is_told_too_and_nothing_else(tmp_path: Path) -> None:
    file = target_file(tmp_path, f"http://127.0.0.1:{bad.port_of_nobody()}")
    found = asked(file, tmp_path / "run", ONE, "--format", "json")
    report = json.loads(found.out)
    assert (found.code, report["exitCode"], "Traceback" in found.err) == (2, 2, False)
    assert "target-unreachable" in [gap["code"] for gap in report["gaps"]]


# ---------------------------------------------------------------------- TLS

@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return bad.certificate(tmp_path_factory.mktemp("tls"))


@pytest.fixture
def secured(made: tuple[Path, Path]) -> Iterator[str]:
    with serving(answers("401 Unauthorized", b"{}"), bad.server_tls(*made)) as url:
        yield url


def test_a_certificate_of_an_unknown_ca_is_not_trusted(secured: str, tmp_path: Path) -> None:
    stopped(asked(target_file(tmp_path, secured), tmp_path / "run", ONE), tmp_path / "run", "target-untrusted")


def test_a_ca_that_the_target_file_names_is_trusted(secured: str, made: tuple[Path, Path], tmp_path: Path) -> None:
    assert problem(target_file(tmp_path, secured, f"tls: {{ca: {made[0]}}}")) == "credentials-refused"


def test_without_verification_any_certificate_will_do(secured: str, tmp_path: Path) -> None:
    assert problem(target_file(tmp_path, secured, "tls: {verify: false}")) == "credentials-refused"


def test_a_certificate_of_another_host_is_not_trusted(tmp_path: Path) -> None:
    pem, key = bad.certificate(tmp_path, "127.0.0.2")
    with serving(answers("401 Unauthorized", b"{}"), bad.server_tls(pem, key)) as url:
        assert problem(target_file(tmp_path, url, f"tls: {{ca: {pem}}}")) == "target-untrusted"


def test_plain_http_where_https_is_given(tmp_path: Path) -> None:
    with loopback(server_class("opeasy")().app) as url:
        assert problem(target_file(tmp_path, url.replace("http:", "https:"))) == "target-not-tls"


def test_https_where_plain_http_is_given(secured: str, tmp_path: Path) -> None:
    assert problem(target_file(tmp_path, secured.replace("https:", "http:"))) == "target-unreachable"


def test_a_target_that_wants_a_certificate_gets_it(made: tuple[Path, Path], tmp_path: Path) -> None:
    pem, key = made
    tls = [f"tls: {{ca: {pem}}}", f"tls: {{ca: {pem}, clientCertificate: {pem}, clientKey: {key}}}"]
    with serving(answers("401 Unauthorized", b"{}"), bad.server_tls(pem, key, clients=pem)) as url:
        assert problem(target_file(tmp_path, url, tls[0])) == "target-wants-certificate"
        assert problem(target_file(tmp_path, url, tls[1])) == "credentials-refused"


def test_an_answer_that_stops_within_tls_is_cut_off(made: tuple[Path, Path], tmp_path: Path) -> None:
    with serving(drips(HEAD), bad.server_tls(*made)) as url:
        file = target_file(tmp_path, url, f"tls: {{ca: {made[0]}}}", requestTimeout=0.5)
        assert problem(file) == "target-silent"


def test_an_old_version_of_tls_is_no_common_language(made: tuple[Path, Path], tmp_path: Path) -> None:
    context = bad.server_tls(*made)
    context.set_ciphers("AES128-SHA256")
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    with serving(answers("401 Unauthorized"), context) as url:
        assert problem(target_file(tmp_path, url, f"tls: {{ca: {made[0]}}}")) == "target-wants-certificate"


# ---------------------------------------------------------------------- breaking down in the middle

SOME = ("OPEASY-CREATE",)
AT, MIDDLE = 80, 300  # requests after which a target breaks down


def test_a_target_that_goes_away_in_the_middle_is_not_accused(tmp_path: Path) -> None:
    with loopback(server_class("opeasy")().app) as url, bad.refusing_after(AT, url) as line:
        found = asked(target_file(tmp_path, line), tmp_path / "run", *SOME)
    run = recorded(tmp_path / "run")
    seen = Counter(verdicts(run).values())
    assert (found.code, "Traceback" in found.text) == (2, False), found.text
    assert set(seen) == {"pass", "inconclusive"}, seen
    # The first knock stands in no check.
    assert sum(1 for exchange in run.exchanges.values() if exchange["response"]) == AT - 1
    assert "Connection refused" in found.out
    assert run.finished
    assert run.footer
    # What could not even be asked for was not made; only of the request that was cut off nobody knows.
    assert len([entry for entry in run.footer["leftovers"] if not entry["id"]]) <= 1


def test_what_a_target_kept_when_it_went_away_is_told_as_left_behind(tmp_path: Path) -> None:
    with loopback(server_class("opeasy")().app) as url, bad.refusing_after(6, url) as line:
        found = asked(target_file(tmp_path, line), tmp_path / "run", "OPEASY-CREATE-5")
    footer = recorded(tmp_path / "run").footer
    assert footer
    assert "left behind" in found.out
    assert {entry["kind"] for entry in footer["leftovers"]} == {"operation"}
    assert all(entry["id"] for entry in footer["leftovers"])


def test_a_target_that_answers_500_from_the_middle_on_does_not_conform(tmp_path: Path) -> None:
    with loopback(bad.failing_after(MIDDLE, server_class("opeasy")().app)) as url:
        words = ("OPEASY-APPEND", "OPEASY-SHAPE-createAuthSession-generated", *SOME)
        found = asked(target_file(tmp_path, url), tmp_path / "run", *words)
    seen = Counter(verdicts(recorded(tmp_path / "run")).values())
    assert (found.code, "Traceback" in found.text) == (1, False), found.text
    assert set(seen) == {"pass", "fail", "inconclusive"}, seen
