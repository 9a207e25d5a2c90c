"""Callbacks over real HTTPS: each is kept in its mailbox, whatever the sender, and none stands in anybody's way."""

import contextlib
import socket
import ssl
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import bad_targets as bad
import httpx
import pytest
from callers import EVENT, distrusted, port_of, post, trusting, unanswered

from conformance import listener, receiver
from conformance.expect import Inconclusive
from conformance.receiver import Callback, Receiver, answers, gone, slow
from conformance.redaction import Redactor
from conformance.target import Receiving

# ---------------------------------------------------------------------- what is kept

def test_a_callback_is_answered_with_200_and_nothing_and_is_kept(receiving: Receiver) -> None:
    mailbox, before = receiving.mailbox(operation="statusChanged"), time.monotonic()
    answer = post(mailbox.url, verify=trusting(receiving), headers={"X-Id": "7"})
    assert (answer.status_code, answer.content, answer.headers["content-length"]) == (200, b"", "0")
    callback, = mailbox.callbacks
    assert (callback.method, callback.operation, callback.status, callback.tls) == ("POST", "statusChanged", 200, True)
    assert mailbox.url == receiving.url + callback.url
    assert (callback.json(), callback.header("x-id"), callback.media_type) == (EVENT, "7", "application/json")
    assert before <= callback.arrived <= time.monotonic()


def test_the_certificate_is_for_the_names_that_the_target_is_told() -> None:
    with Receiver(Receiving("127.0.0.1", bad.port_of_nobody(), "https://ci.example.com:9443/hooks")) as named:
        assert named.mailbox().url.startswith("https://ci.example.com:9443/hooks/")
        with (socket.create_connection(("127.0.0.1", named._listener.port)) as raw,
              trusting(named).wrap_socket(raw, server_hostname="ci.example.com") as secured):
            assert ("DNS", "localhost") in secured.getpeercert()["subjectAltName"]  # type: ignore[index]
        post(f"https://localhost:{named._listener.port}/x", verify=trusting(named))


def test_a_certificate_of_the_users_own_is_shown(tmp_path: Path) -> None:
    pem, key = bad.certificate(tmp_path)
    with Receiver(Receiving(certificate=str(pem), key=str(key))) as owned:
        assert owned.ca == b""
        context = ssl.create_default_context(cafile=str(pem))
        assert post(owned.mailbox().url, verify=context).status_code == 200


def test_each_mailbox_has_a_url_of_its_own_and_its_own_callbacks(receiving: Receiver) -> None:
    first, second = receiving.mailbox(), receiving.mailbox()
    assert first.url != second.url
    post(second.url + "?a=b")
    post(second.url + "/")
    assert (len(first.callbacks), len(second.callbacks)) == (0, 2)


def test_what_is_sent_to_no_mailbox_is_a_stray(receiving: Receiver, taken: list[Callback]) -> None:
    assert receiving.strays == []
    assert post(f"{receiving.url}/elsewhere").status_code == 200
    assert [each.url for each in receiving.strays] == ["/elsewhere"]
    assert taken == receiving.strays


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE"])
def test_other_methods_are_kept_too(receiving: Receiver, method: str) -> None:
    mailbox = receiving.mailbox()
    httpx.request(method, mailbox.url, verify=False, trust_env=False)
    assert [each.method for each in mailbox.callbacks] == [method]


def test_a_body_in_chunks_is_heard_and_the_connection_goes_on(receiving: Receiver) -> None:
    mailbox = receiving.mailbox()
    with httpx.Client(verify=False, trust_env=False) as client:
        for _ in range(2):
            assert client.post(mailbox.url, content=iter([b"one", b"two" * 9])).status_code == 200
    assert [each.told for each in mailbox.callbacks] == [b"one" + b"two" * 9] * 2


def test_a_large_body_is_cut_and_the_sender_hears_the_answer(receiving: Receiver) -> None:
    mailbox = receiving.mailbox()
    assert post(mailbox.url, content=b"x" * (listener.BODY + 500_000)).status_code == 200
    assert [len(each.told) for each in mailbox.callbacks] == [listener.BODY]


def test_only_so_many_callbacks_are_kept(receiving: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receiver, "MOST", 2)
    mailbox = receiving.mailbox()
    assert {post(mailbox.url).status_code for _ in range(3)} == {200}
    assert (len(mailbox.callbacks), receiving.dropped) == (2, 1)


# ---------------------------------------------------------------------- how it behaves

def test_a_mailbox_answers_as_it_was_told_and_can_be_told_otherwise(receiving: Receiver) -> None:
    mailbox = receiving.mailbox(answers(500))
    assert post(mailbox.url).status_code == 500
    mailbox.behaviour = answers(200)
    assert post(mailbox.url).status_code == 200
    assert [each.status for each in mailbox.callbacks] == [500, 200]


def test_a_slow_mailbox_is_heard_at_once_and_answers_late(receiving: Receiver) -> None:
    mailbox = receiving.mailbox(slow(0.4))
    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(post, mailbox.url)
        assert len(mailbox.wait(1, 5)) == 1
        assert not answer.done()
        assert answer.result(5).status_code == 200


def test_a_mailbox_that_is_gone_hears_and_gives_no_answer(receiving: Receiver) -> None:
    mailbox = receiving.mailbox(gone())
    with pytest.raises(httpx.RemoteProtocolError):
        post(mailbox.url)
    callback, = mailbox.callbacks
    assert (callback.status, callback.line(Redactor())["response"]) == (0, None)
    assert "without an answer" in callback.error


# ---------------------------------------------------------------------- waiting

def test_waiting_ends_with_the_last_callback_or_with_the_time(receiving: Receiver) -> None:
    mailbox = receiving.mailbox()
    timers = [threading.Timer(0.1, post, [mailbox.url]) for _ in range(2)]
    for timer in timers:
        timer.start()
    begun = time.monotonic()
    assert len(mailbox.wait(2, 10)) == 2
    assert time.monotonic() - begun < 5
    begun = time.monotonic()
    assert len(mailbox.wait(3, 0.2)) == 2
    assert time.monotonic() - begun < 2


def test_waiting_ends_once_what_arrived_is_enough(receiving: Receiver) -> None:
    mailbox = receiving.mailbox()
    timers = [threading.Timer(0.1, post, [mailbox.url], {"content": content}) for content in (b"first", b"last")]
    for timer in timers:
        timer.start()
    arrived = mailbox.until(lambda callbacks: any(each.told == b"last" for each in callbacks), 10)
    assert b"last" in [each.told for each in arrived]
    assert len(mailbox.until(lambda callbacks: len(callbacks) == 2, 10)) == 2
    assert len(mailbox.until(lambda callbacks: False, 0.1)) == 2
    distrusted(mailbox)
    with pytest.raises(Inconclusive, match="not trusted"):
        mailbox.until(lambda callbacks: False, 0.5)


def test_what_a_check_takes_is_told_once_and_in_its_own_thread(receiving: Receiver) -> None:
    threads: list[threading.Thread] = []
    receiving.took = lambda callback: threads.append(threading.current_thread())
    mailbox = receiving.mailbox()
    post(mailbox.url)
    assert threads == []
    for _ in range(2):
        assert len(mailbox.callbacks) == 1
    assert threads == [threading.current_thread()]


def test_twenty_at_once_are_all_heard(receiving: Receiver) -> None:
    mailbox = receiving.mailbox(slow(0.1))
    with ThreadPoolExecutor(20) as pool:
        sent = [pool.submit(post, mailbox.url, content=str(number)) for number in range(20)]
        assert len(mailbox.wait(20, 10)) == 20
        assert {each.result().status_code for each in sent} == {200}
    assert sorted(int(each.told) for each in mailbox.callbacks) == list(range(20))


def test_who_does_not_finish_the_handshake_keeps_nobody_waiting(receiving: Receiver) -> None:
    mailbox = receiving.mailbox()
    with contextlib.ExitStack() as idle:
        for begun in (b"", b"\x16", b"\x16\x03\x01", b"POST /"):
            idle.enter_context(socket.create_connection(("127.0.0.1", port_of(receiving)))).sendall(begun)
        assert post(mailbox.url, timeout=3).status_code == 200


def test_closing_is_quick_whoever_is_still_there() -> None:
    with contextlib.ExitStack() as idle:
        with Receiver(Receiving()) as closing:
            mailbox = closing.mailbox(slow(60))
            client = idle.enter_context(httpx.Client(verify=False, trust_env=False))
            client.get(closing.url)
            idle.enter_context(socket.create_connection(("127.0.0.1", port_of(closing)))).sendall(b"\x16")
            waiting = threading.Thread(target=unanswered, args=(mailbox.url,), daemon=True)
            waiting.start()
            mailbox.wait(1, 5)
            begun = time.monotonic()
        assert time.monotonic() - begun < 2
        assert not closing._listener._open
        waiting.join(5)
        assert not waiting.is_alive()
