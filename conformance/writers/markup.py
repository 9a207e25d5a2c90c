"""HTML made of elements: text becomes markup in one place only, so that nothing foreign ever does."""

import html
from collections.abc import Iterable

from conformance.writers.text import plain

_VOID = ("meta",)


class Markup(str):
    """Text that is markup already."""

    __slots__ = ()


def tag(name: str, /, *inside: object, **attributes: object) -> Markup:
    """An element; what is inside is escaped unless it is Markup. ``class_`` is written class, ``data_x`` data-x."""
    given = "".join(f' {key.strip("_").replace("_", "-")}="{escaped(value)}"' for key, value in attributes.items())
    end = "" if name in _VOID else f"</{name}>"
    return Markup(f"<{name}{given}>{joined(inside)}{end}")


def joined(parts: Iterable[object]) -> Markup:
    """Elements and texts one after another."""
    return Markup("".join(part if isinstance(part, Markup) else escaped(part) for part in parts))


def escaped(text: object) -> Markup:
    """Text as text."""
    return Markup(html.escape(plain(text)))
