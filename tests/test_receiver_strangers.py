"""Callbacks of targets that do not do as the document says, the place of the receiver, and what the record says of them."""

import socket

import pytest
from callers import distrusted, port_of, post

from conformance.exchange import Exchange
from conformance.expect import Inconclusive, Mismatch, expect
from conformance.problems import Problem
from conformance.receiver import Receiver
from conformance.redaction import REDACTED, Redactor
from conformance.target import Receiving

# ---------------------------------------------------------------------- who does not do as the document says

def test_a_callback_in_the_clear_is_kept_and_known_as_such(receiving: Receiver) -> None:
    mailbox = receiving.mailbox()
    assert post(mailbox.url.replace("https://", "http://")).status_code == 200
    assert ([each.tls for each in mailbox.callbacks], receiving.plaintext) == ([False], 1)


@pytest.mark.parametrize("junk", [b"\x16\x03\x01\x00\x05hello", b"hello\r\n\r\n", b"POST / HTTP/1.1\r\nContent-Length: x\r\n\r\n",
                                  b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n"])
def test_junk_is_no_callback(receiving: Receiver, junk: bytes) -> None:
    with socket.create_connection(("127.0.0.1", port_of(receiving)), timeout=5) as connection:
        connection.sendall(junk)
        connection.shutdown(socket.SHUT_WR)
        while connection.recv(1000):
            pass
    assert receiving.strays == []
    assert post(receiving.mailbox().url).status_code == 200


def test_a_target_that_does_not_trust_our_certificate_is_not_accused(receiving: Receiver) -> None:
    mailbox = receiving.mailbox()
    distrusted(mailbox)
    with pytest.raises(Inconclusive, match=r"not trusted.*receiver\.certificate"):
        mailbox.wait(1, 0.5)
    post(mailbox.url)
    assert len(mailbox.wait(1, 5)) == 1
    assert receiving.mailbox().wait(1, 0) == []


# ---------------------------------------------------------------------- the place, and the record

def test_a_port_that_is_taken_is_a_problem(receiving: Receiver) -> None:
    with pytest.raises(Problem, match="receiver-port"):
        Receiver(Receiving("127.0.0.1", port_of(receiving)))


def test_a_check_speaks_of_what_the_target_sent(receiving: Receiver) -> None:
    mailbox = receiving.mailbox()
    post(mailbox.url)
    post(mailbox.url, content=b"no JSON")
    right, wrong = mailbox.callbacks
    expect(right).shows("processing", "event", "newStatus").lacks("event", "previousStatus")
    with pytest.raises(Mismatch, match="got b'no JSON' - received POST /") as caught:
        expect(wrong).json()
    assert caught.value.exchange is wrong


def test_the_record_says_that_it_was_received_and_hides_secrets(receiving: Receiver) -> None:
    mailbox = receiving.mailbox()
    post(mailbox.url, json={"password": "hunter2-hunter2", "id": "token-1234"}, headers={"Authorization": "Basic abcd"})
    line = mailbox.callbacks[0].line(Redactor(["token-1234"]))
    assert (line["kind"], line["received"], line["tls"], line["response"]["status"]) == ("exchange", True, True, 200)
    assert line["request"]["body"] == {"password": REDACTED, "id": REDACTED}
    assert line["request"]["headers"]["Authorization"] == REDACTED
    assert "received" not in Exchange(1, "", "GET", "/").line(Redactor())
