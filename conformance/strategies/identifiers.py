"""Strategies for single values of OpEasy: numbers and ranges of them, user ids, MAC addresses, extensions, passwords.

All options are keywords. Every strategy shrinks to its shortest and plainest value, and rejects no draw.
"""

import string

from hypothesis import strategies as st

from conformance.strategies.values import LETTERS, addresses, texts

SYMBOLS = "!#$%&*+-=?@_"


def phone_numbers(*, country: str = "999", least: int = 9, most: int = 12) -> st.SearchStrategy[str]:
    """Phone numbers in the form of E.164, such as ``+999000000000`` (lines 5932-5938).

    No country has the code 999, so by default they are nobody's. ``least`` and ``most`` count the digits behind the code; in
    the form of E.164 there may be 15 digits with the code.
    """
    return texts(least, most, string.digits).map(lambda digits: f"+{country}{digits}")


def number_ranges(*, country: str = "999", digits: int = 9, most: int = 100, dashed: bool = False) -> st.SearchStrategy[str]:
    """Ranges of 2 to ``most`` numbers: the first one, blank, dash, blank, the last one (lines 7563-7575).

    With ``dashed`` there are dashes between the digits as well, as in ``214-844-6611 - 214-844-6612``, and no code.
    """
    def written(number: int) -> str:
        if dashed:
            return f"{number // 10 ** 7:03}-{number // 10 ** 4 % 1000:03}-{number % 10 ** 4:04}"
        return f"+{country}{number:0{digits}}"

    room = 10 ** (10 if dashed else digits)
    return st.tuples(st.integers(0, room - most), st.integers(1, most - 1)).map(
        lambda said: f"{written(said[0])} - {written(sum(said))}")


def user_ids(*, domain: str = "example.com", least: int = 6, most: int = 20) -> st.SearchStrategy[str]:
    """``address@domain``, with an address of ``least`` to ``most`` characters; at least 6 are documented (lines 5860-5883)."""
    return addresses(domain, least, most)


def mac_addresses(*, prefix: str = "", blank: bool = False) -> st.SearchStrategy[str]:
    """Twelve hexadecimal digits without separators, the most that is allowed; ``prefix`` begins them (lines 6531-6538).

    With ``blank`` an empty text is drawn as well, which some types of devices may have.
    """
    room = 12 - len(prefix)
    full = texts(room, room, "0123456789ABCDEF").map(lambda digits: prefix + digits)
    return st.one_of(st.just(""), full) if blank else full


def extensions(*, least: int = 1, most: int = 20) -> st.SearchStrategy[str]:
    """Digits, at most 20 of them (lines 5965-5966)."""
    return texts(least, most, string.digits)


def passwords(*, least: int = 8, most: int = 20, symbols: str = SYMBOLS) -> st.SearchStrategy[str]:
    """Passwords with a capital, a small letter, a digit and a symbol.

    The document leaves the rules to the platform (lines 5972-5975): set the options to those of yours.
    """
    kinds = (string.ascii_uppercase, string.ascii_lowercase, string.digits, symbols)
    begun = st.tuples(*(st.sampled_from(kind) for kind in kinds if kind)).map("".join)
    count = len([kind for kind in kinds if kind])
    return st.tuples(begun, texts(max(0, least - count), most - count, LETTERS + symbols)).map("".join)
