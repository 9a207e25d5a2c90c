"""Secrets: a canary that is planted in a target is seen nowhere outside of it."""

import json
import re
import urllib.parse
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from judged import Judge

from conformance.redaction import REDACTED, Redactor, cut
from conformance.reference.opeasy import OpEasy
from conformance.reference.opeasy.answer import Answer
from conformance.reference.opeasy.settings import DEFAULTS
from conformance.reference.opeasy.state import Session

KEY, TOKEN = "CANARY-key-0f7e3a91", "CANARY-token-5b2d"
letters = st.characters(exclude_categories=["Cs"])
secrets = st.text(letters, min_size=6, max_size=12).filter(lambda text: text not in REDACTED)
telling = st.sampled_from(["token", "apiKey", "userPassword", "voicePortalPasscode", "Authorization", "clientSecret"])
values = st.recursive(st.none() | st.integers() | st.text(max_size=5), lambda each: st.lists(each, max_size=3)
                      | st.dictionaries(st.just("name") | telling, each, max_size=3))


# ---------------------------------------------------------------------- the redactor

def _writings(secret: str) -> list[str]:
    return [secret, json.dumps(secret), json.dumps(secret, ensure_ascii=False), urllib.parse.quote(secret, safe=""),
            repr(secret), repr(f"'\"{secret}"),
            repr(secret.encode()), urllib.parse.urlencode({"key": secret})]


@given(st.lists(secrets, min_size=1, max_size=4), st.data())
def test_no_secret_survives_in_any_writing(known: list[str], data: st.DataObject) -> None:
    secret = data.draw(st.sampled_from(known))
    for written in _writings(secret):
        hidden = Redactor(known).text(f"x{written}{written}y")
        assert REDACTED in hidden, written
        assert not any(each.strip("'\"b") in hidden.replace(REDACTED, "\ud800") for each in (secret, written)), written


@given(values)
def test_json_keeps_its_shape_and_hides_what_stands_under_telling_keys(value: Any) -> None:
    def compared(before: Any, after: Any, telling: bool) -> None:
        if isinstance(before, dict):
            assert before.keys() == after.keys()
            for key in before:
                compared(before[key], after[key], key != "name")
        elif isinstance(before, list):
            assert len(before) == len(after)
            for one, other in zip(before, after, strict=True):
                compared(one, other, False)
        else:
            assert after == (REDACTED if telling and isinstance(before, str) and before else before)

    compared(value, Redactor().json(value), False)


def test_the_longer_of_two_secrets_leaves_no_rest() -> None:
    assert Redactor(["secret", "secret-and-more"]).text("the secret-and-more") == f"the {REDACTED}"


@given(secrets, st.integers(0, 30))
def test_a_secret_that_was_cut_off_leaves_no_rest_that_is_worth_anything(secret: str, most: int) -> None:
    shown = Redactor([secret]).text(cut(f"it is {secret}, and more", most))
    assert secret[:4] not in shown.replace(REDACTED, "\ud800").removeprefix("it is ") or most < 4 + len("it is ")


def test_what_is_learned_later_is_hidden_too_and_what_is_too_short_is_not() -> None:
    redactor = Redactor(["abc"])
    assert redactor.text("abc token") == "abc token"
    redactor.learn("token")
    assert redactor.text("abc token") == f"abc {REDACTED}"


def test_headers_hide_credentials_whatever_their_case() -> None:
    headers = Redactor(["secret"]).headers([("AUTHORIZATION", "x"), ("X-Api-Token", "y"), ("Accept", "z"),
                                            ("Location", "/v1/secret")])
    assert headers == {"AUTHORIZATION": REDACTED, "X-Api-Token": REDACTED, "Accept": "z", "Location": f"/v1/{REDACTED}"}


# ---------------------------------------------------------------------- a run

class Leaks(OpEasy):
    """Tells the key and the last token in every answer, and lets most checks fail or end badly for it."""

    def new_session(self, enterprise_id: str) -> Session:
        session = Session(f"{TOKEN}-{len(self.sessions)}-{self.new_id()}", enterprise_id, self.now)
        self.sessions[session.token] = session
        return session

    def answered(self, operation_id: str, answer: Answer) -> Answer:
        told = f"the key is {KEY}, the token is {next(reversed(self.sessions), '')}"
        lies = dict.fromkeys(("message", "errorCode", "enterpriseId", "startTime"), told)
        body = answer.body
        if isinstance(body, dict) and operation_id != "createAuthSession":
            body = {**body, **lies, told: told}
        return Answer(answer.status, body, {**answer.headers, "X-Told": told})


@pytest.fixture
def leaking(monkeypatch: pytest.MonkeyPatch) -> None:
    """Judge a target that tells its secrets, without having to name it on the command line."""
    monkeypatch.setitem(DEFAULTS.enterprises, "enterprise-a", KEY)  # type: ignore[arg-type]
    monkeypatch.setattr("conformance.serving.variant", lambda *_: Leaks)


@pytest.mark.usefixtures("leaking")
def test_a_secret_that_a_target_tells_reaches_no_file_of_the_run(judge: Judge) -> None:
    judged = judge("-k", "create_operation.py or error_responses.py or results.py")
    assert {"pass", "fail"} <= set(judged.verdicts().values())
    assert len(list(judged.folder.iterdir())) == 6
    record = json.dumps([judged.run.exchanges, judged.run.answers], ensure_ascii=False)
    assert record.count(REDACTED) > 50
    for path in judged.folder.iterdir():
        assert re.findall(".{50}CANARY.{20}", path.read_text(encoding="utf-8")) == [], path.name
