"""How the server of Common Objects tells the lies that follow from the tables."""

from typing import Any

Members = dict[str, Any]


def lenient(server: Any, component: str, attribute: str, keyword: str) -> Members:
    """The members of a server that does not enforce one limit."""
    def enforces(self: Any, *asked: str) -> bool:
        return asked != (component, attribute, keyword) and server.enforces(self, *asked)

    return {"enforces": enforces}


def careless(server: Any, rule: str) -> Members:
    """The members of a server that does not mind one rule."""
    def minds(self: Any, asked: str) -> bool:
        return asked != rule and server.minds(self, asked)

    return {"minds": minds}


def coded(server: Any, component: str, attribute: str, method: str, code: str) -> Members:
    """The members of a server for which one cell has another code."""
    def code_of(self: Any, *asked: str) -> str:
        return code if asked == (component, attribute, method) else str(server.code(self, *asked))

    return {"code": code_of}


def obeying(server: Any, component: str, attribute: str, method: str) -> Members:
    """The members of a server that takes and keeps what it must not take."""
    def settled(self: Any, table: str, found: Any, sent: Any) -> Any:
        kept = server.settled(self, table, found, sent)
        return {**kept, attribute: sent[attribute]} if table == component and attribute in sent else kept

    return {**coded(server, component, attribute, method, "O"), "settled": settled}


def leaving_out(server: Any, component: str, attribute: str) -> Members:
    """The members of a server that answers objects without an attribute."""
    def shown(self: Any, table: str, found: Any, rich: bool) -> Any:
        answer = server.shown(self, table, found, rich)
        return {name: value for name, value in answer.items() if table != component or name != attribute}

    return {"shown": shown}


def answering(server: Any, component: str, attribute: str, value: Any) -> Members:
    """The members of a server that answers objects with this value of an attribute."""
    def shown(self: Any, table: str, found: Any, rich: bool) -> Any:
        answer = server.shown(self, table, found, rich)
        return {**answer, attribute: value} if table == component else answer

    return {"shown": shown}


def no_object(server: Any, component: str) -> Members:
    """The members of a server that answers a text in the place of an object."""
    def shown(self: Any, table: str, found: Any, rich: bool) -> Any:
        return "no object" if table == component else server.shown(self, table, found, rich)

    return {"shown": shown}


def alone(server: Any, component: str, own: tuple[str, ...]) -> Members:
    """The members of a server that answers objects without the attributes of the tables that they have besides."""
    def shown(self: Any, table: str, found: Any, rich: bool) -> Any:
        answer = server.shown(self, table, found, rich)
        return {name: value for name, value in answer.items() if table != component or name in own}

    return {"shown": shown}
