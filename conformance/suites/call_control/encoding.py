"""Encoding."""

import json
import urllib.parse
from collections.abc import Callable, Mapping

from conformance.checks import verifies, verifies_in_each
from conformance.exchange import Exchange
from conformance.expect import expect
from conformance.suites.call_control.answers import body_of, done, given_done, refuses
from conformance.suites.call_control.client import CallControl
from conformance.suites.call_control.records import Record

Quote = Callable[..., str]
NAMES = {"quotation marks": 'Ann "Annie" O\'Neil', "a plus sign": "A+B", "an ampersand": "A&action=none&qsValue={}",
         "a percent sign": "100%25 %22 %7B %", "a backslash": "A\\B\\u0041", "a hash and an equals sign": "A#1=2;3",
         "letters outside ASCII": "Žoë Ñandú 李", "characters beyond 16 bits": "😀𝒜"}
ODD = ('"', "\\", "é", "李", "😀", "a\"b\\c'd&e+f%g", "\u2028", "</script>")
ZEROS = "٠０०"  # of three scripts
MARK = "Zoë-李-“q”"


def _asked(manager: CallControl, record: Record, quote: Quote = urllib.parse.quote,
           more: Mapping[str, str] | None = None) -> Exchange:
    """Add an extension with a query that is encoded in one of the two usual ways; ``more`` are put into it as they are."""
    value = json.dumps({"sExtension": [record]}, ensure_ascii=False)
    pairs = {"action": "addExt", "qstype": "1", "qsSecuritykey": manager.key, "qsValue": value}
    query = urllib.parse.urlencode(pairs, quote_via=quote)
    for mark, text in (more or {}).items():
        query = query.replace(mark, text)
    return manager.raw("add extension", query, {"sExtension": [record]})


def _written(number: str, zero: str) -> str:
    """A number of ours in the digits of another script."""
    return "".join(chr(ord(zero) + int(digit)) for digit in number)


def _escaped(text: str) -> str:
    return "".join(f"%{ord(character):02x}" for character in text)


@verifies_in_each("kind", list(NAMES), "CALLCONTROL-ENCODING-1")
def test_a_name_may_have_characters_of_every_kind(manager: CallControl, kind: str) -> None:
    for quote in (urllib.parse.quote, urllib.parse.quote_plus):
        record = manager.extension_of(FirstName=NAMES[kind], LastName=NAMES[kind])
        done(_asked(manager, record, quote), "Extension Created")
        refuses(manager.ask("add extension", record), "EXTENSION_EXIST")
    done(manager.ask("add contact", manager.contact_of(FirstName=NAMES[kind], CompanyName=NAMES[kind])), "Contact Created")


@verifies("CALLCONTROL-ENCODING-2")
def test_a_plus_sign_is_told_from_a_blank(manager: CallControl) -> None:
    done(_asked(manager, manager.extension_of(EmailAddress="MARK@example.com"), more={"MARK": "a%2Bb"}))
    for blank in ("a%20b", "a+b"):
        refuses(_asked(manager, manager.extension_of(EmailAddress="MARK@example.com"), more={"MARK": blank}), "INVALID_EMAIL")


@verifies("CALLCONTROL-ENCODING-3")
def test_percent_signs_are_decoded_once(manager: CallControl) -> None:
    number = manager.number()
    done(_asked(manager, manager.extension_of(number), more={number: _escaped(number)}))
    done(_asked(manager, manager.extension_of(EmailAddress="a%20b@example.com")))
    refuses(_asked(manager, manager.extension_of(_escaped(manager.number()))), "INVALID_EXTENSION")


@verifies("CALLCONTROL-ENCODING-4")
def test_answers_are_json_in_utf8_whatever_was_sent(manager: CallControl) -> None:
    given_done(manager.ask("add extension", manager.extension_of()))
    for text in ODD:
        for answer in (manager.ask("add extension", manager.extension_of(text)),
                       manager.ask("add extension", qsValue=f"no JSON {text}"),
                       manager.send("add extension", {f"name {text}": [manager.extension_of()]})):
            expect(answer).json()
            refuses(answer)


@verifies("CALLCONTROL-ENCODING-5")
def test_what_is_repeated_is_repeated_unchanged(manager: CallControl) -> None:
    given_done(manager.ask("add extension", manager.extension_of()))
    answers = [manager.ask("add extension", qsValue=MARK), manager.send("add extension", {MARK: [manager.extension_of()]})]
    for answer in answers:
        refuses(answer)
        message = str(body_of(answer).get("message", ""))
        expect(answer).that("Zo" not in message or MARK in message, f"{MARK!r} unchanged, or not repeated at all", repr(message))


@verifies("CALLCONTROL-ENCODING-6")
def test_digits_of_other_scripts_are_no_digits(manager: CallControl) -> None:
    given_done(manager.ask("add extension", manager.extension_of()))
    given_done(manager.ask("add contact", manager.contact_of()))
    for zero in ZEROS:
        number, phone_number = (_written(each, zero) for each in (manager.number(), manager.phone_number()))
        refuses(manager.ask("add extension", manager.extension_of(number)), "INVALID_EXTENSION")
        refuses(manager.ask("add contact", manager.contact_of(phone_number)), "PHONE_NUMBER_INVALID")
