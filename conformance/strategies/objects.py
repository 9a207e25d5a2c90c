"""Strategies for the objects of an API that describes them in tables: valid bodies of a method, and bodies wrong in one way."""

import functools
import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from conformance.catalogue import load
from conformance.judge import Judge, judge, known_tables, mentioned
from conformance.presence import method_of
from conformance.strategies.attributes import Strategy, samples_of, values
from conformance.tables import FORBIDDEN, Attribute, Table

API = "common-objects"
Body = dict[str, Any]
MOST = 4_000  # combinations of values that are tried to keep the rules between attributes


@dataclass(frozen=True)
class Shape:
    """What bodies of one method of one table look like."""

    api: str
    component: str
    method: str

    @property
    def table(self) -> Table:
        """Its table."""
        return known_tables(self.api)[self.component]

    @property
    def judge(self) -> Judge:
        """What judges its bodies."""
        return judge(self.api, self.component, self.method)

    @functools.cached_property
    def base(self) -> "Shape | None":
        """The first of the tables whose attributes its objects have besides."""
        among = self.table.combined.get(self.method, ())
        return shape(self.api, among[0], self.method) if among else None

    @functools.cached_property
    def attributes(self) -> Mapping[str, Attribute]:
        """The attributes that its bodies may have, those of other tables first."""
        mine = {each.name: each for each in self.table.attributes.values() if self.may_have(each)}
        return {**(self.base.attributes if self.base else {}), **mine}

    def may_have(self, attribute: Attribute) -> bool:
        """Whether an attribute may be in a body. Where the table is silent about the method, that is open."""
        spoken = self.method in self.table.methods and attribute.presence
        return attribute.allowed(self._method) or not spoken and FORBIDDEN not in attribute.presence.values()

    def needs(self, name: str) -> bool:
        """Whether each body has this attribute; what other words contradict is not insisted on."""
        mine = self.table.attributes.get(name)
        if mine is None:
            return bool(self.base and self.base.needs(name))
        return mine.needed(self._method) and not mine.disputed(self._method)

    @property
    def _method(self) -> str:
        return method_of(self.table, self.method)

    @functools.cached_property
    def ruled(self) -> tuple[str, ...]:
        """The attributes that rules of the table speak of, as far as a body may have them."""
        rules = [rule.schema for rule in self.table.rules if rule.holds(self._method)]
        rules += [{"required": self.base.ruled}] if self.base else []
        return tuple(dict.fromkeys(name for rule in rules for name in mentioned(rule) if name in self.attributes))

    @functools.cached_property
    def plain(self) -> Body:
        """A body with what each body needs, but for what rules speak of."""
        needed = (name for name in self.attributes if self.needs(name) and name not in self.ruled)
        return {name: next(samples_of(self.attributes[name].schema, self.sample)) for name in needed}

    def sample(self, component: str) -> Body:
        """A valid object of another table, inside of a body of this method."""
        inner = shape(self.api, component, self.method)
        return {**inner.plain, **next(iter(inner.kept))}

    def combinations(self) -> Iterator[Body]:
        """Values for what the rules speak of, in all combinations, as far as they are not too many."""
        choices: list[list[Any]] = []
        for name in self.ruled:
            known = [(name, value) for value in samples_of(self.attributes[name].schema, self.sample)]
            choices.append(known if self.needs(name) else [None, *known])
        for chosen in itertools.islice(itertools.product(*choices), MOST):
            yield dict(each for each in chosen if each)

    @functools.cached_property
    def kept(self) -> list[Body]:
        """The combinations that keep all rules; raises ValueError if there are none."""
        found = [each for each in self.combinations() if self.judge.fits({**self.plain, **each})]
        if not found:
            raise ValueError(f"no {self.method} of {self.component} keeps the rules of its table")
        return found


@functools.cache
def shape(api: str, component: str, method: str) -> Shape:
    """The shape of the bodies of a method, worked out once."""
    return Shape(api, component, method)


def named(name: str, method: str, api: str) -> Shape:
    """The shape of an object by title or name. Raises ValueError for what does not exist, or is not the only one."""
    every = known_tables(api)
    found = [every[name]] if name in every else [each for each in every.values() if each.title.casefold() == name.casefold()]
    if len(found) != 1:
        known = ", ".join(each.component for each in found or every.values())
        raise ValueError(f"{'several objects are' if found else 'no object is'} called {name}; there are {known}")
    if method not in found[0].methods:
        raise ValueError(f"{found[0].component} has no {method}; there are {', '.join(found[0].methods)}")
    load(api)
    return shape(api, found[0].component, method)


def bodies(chosen: Shape, most: int) -> Strategy:
    """Valid bodies, with up to ``most`` attributes that could be left out."""
    def inner(component: str) -> Strategy:
        return bodies(shape(chosen.api, component, chosen.method), most)

    free = [name for name in chosen.attributes if name not in chosen.ruled]
    optional = [name for name in free if not chosen.needs(name)]
    drawn = {name: values(chosen.attributes[name].schema, inner) for name in free}

    def with_optional(names: list[str]) -> Strategy:
        return st.fixed_dictionaries({name: drawn[name] for name in free if name in names or chosen.needs(name)})

    chance = st.lists(st.sampled_from(optional), max_size=most, unique=True) if optional else st.just([])
    return st.builds(lambda kept, rest: {**kept, **rest}, st.sampled_from(chosen.kept), chance.flatmap(with_optional))


def valid_objects(name: str, method: str, *, most: int = 4, api: str = API) -> st.SearchStrategy[Body]:
    """Bodies of a method that keep to the table of an object, with up to ``most`` attributes that could be left out.

    An object is called by its title, or by its name where several tables share a title; ``conformance objects`` shows both.
    With GET they are what is answered, otherwise what is sent. Shrinks to the fewest attributes. Raises ValueError for an
    object or method that does not exist.
    """
    return bodies(named(name, method, api), most)


def is_valid_object(name: str, method: str, body: Any, *, api: str = API) -> bool:
    """Whether a body of a method keeps to the table of an object, but for what other words of the document contradict."""
    return named(name, method, api).judge.fits(body)
