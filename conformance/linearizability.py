"""Whether what several clients saw at the same moment can be explained by some order of their requests.

The search of Wing and Gong with the memory of Lowe, as Porcupine does it: next in the order may come whatever was asked
before anything that is left was answered; no pair of (what is done, state) is looked at twice. Each object is judged by
itself, because orders of single objects always add up to one of all. A request without an answer may have been carried out
at any time after it was sent, or not at all. What cannot be explained is cut down to the shortest window, and told.
"""

import math
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

DEAD_ENDS = 6  # orders that a story tries in vain
State = Hashable


@dataclass(frozen=True, eq=False)
class Call:
    """One request of one client: when it was sent and when it was answered, on a clock that only orders events; ``ended`` is
    infinite if no answer came. ``told`` is the answer in words, ``said`` what the model wants to know of it and its request."""

    client: str
    action: str
    begun: float
    ended: float
    said: Any = None
    told: str = ""
    thing: Hashable = ""

    @property
    def answered(self) -> bool:
        """Whether an answer came."""
        return self.ended < math.inf


@dataclass(frozen=True)
class Model:
    """What a thing may be at first, and what a call makes of it: the states that may follow if the call explains its answer,
    none if it cannot. Without an answer they are those that follow if it was carried out. ``due`` tells what would have been
    answered in a state, ``shown`` tells a state."""

    starts: tuple[State, ...]
    step: Callable[[Any, Call], Iterable[State]]
    due: Callable[[Any, Call], str] = lambda state, call: "something else"
    shown: Callable[[Any], str] = str


@dataclass(frozen=True)
class Attempt:
    """An order that led nowhere: the calls that it explains, the state after them, and those that could come next in vain."""

    order: tuple[Call, ...]
    state: State
    stuck: tuple[Call, ...]


@dataclass(frozen=True)
class Window:
    """The shortest stretch that no order explains: where it began, its calls, and the answer up to which all was well."""

    starts: tuple[State, ...]
    calls: tuple[Call, ...]
    last: Call
    attempts: tuple[Attempt, ...]

    def story(self, model: Model) -> str:
        """The window as a drawing, and why each order fails."""
        lines = [f"at first: {' or '.join(sorted(map(model.shown, self.starts)))}", *_drawn(self.calls)]
        lines += [f"no order explains this up to the answer of {self.last.client} to {self.last.action}:"]
        for attempt in self.attempts[:DEAD_ENDS]:
            before = f"after {_ordered(attempt.order)} ({model.shown(attempt.state)})" if attempt.order else "first of all"
            for call in attempt.stuck:
                lines.append(f"  {before} {_named(call)} would be answered with {model.due(attempt.state, call)}")
        left = len(self.attempts) - DEAD_ENDS
        return "\n".join(lines + ([f"  and {left} more in vain"] if left > 0 else []))


@dataclass(frozen=True)
class Explanation:
    """An order that explains all answers; calls that need not have been carried out are left out of it."""

    order: tuple[Call, ...]


def explained(calls: Sequence[Call], model: Model) -> Explanation | Window:
    """An order of all calls on one thing that explains the answers, or the shortest window that none explains."""
    search = _Search(sorted(calls, key=lambda call: call.begun), model)
    order = next((order for _, order in search.ends(model.starts)), None)
    return Explanation(order) if order is not None else _window(sorted(calls, key=lambda call: call.begun), model)


def each_explained(calls: Sequence[Call], model: Callable[[Any], Model]) -> dict[Any, Explanation | Window]:
    """The same for each thing of a history by itself; ``model`` gives that of a thing."""
    things = dict.fromkeys(call.thing for call in calls)
    return {thing: explained([call for call in calls if call.thing == thing], model(thing)) for thing in things}


@dataclass
class _Search:
    """All orders of some calls, sorted by when they began."""

    calls: Sequence[Call]
    model: Model
    attempts: list[Attempt] = field(default_factory=list)

    def ends(self, starts: Iterable[State]) -> Iterable[tuple[tuple[frozenset[int], State], tuple[Call, ...]]]:
        """Each way to explain all answers, told by what was carried out and the state after it, with an order for it."""
        wanted = {number for number, call in enumerate(self.calls) if call.answered}
        stack: list[tuple[frozenset[int], State, tuple[Call, ...]]] = [(frozenset(), state, ()) for state in starts]
        seen: set[tuple[frozenset[int], State]] = set()
        while stack:
            done, state, order = stack.pop()
            if (done, state) in seen:
                continue
            seen.add((done, state))
            if wanted <= done:
                yield (done, state), order
            following = [(done | {number}, after, (*order, self.calls[number])) for number in self._next(done)
                         for after in self.model.step(state, self.calls[number])]
            stack += reversed(following)
            if not any(wanted & each[0] > wanted & done for each in following) and not wanted <= done:
                stuck = tuple(self.calls[number] for number in self._next(done) if number in wanted)
                self.attempts.append(Attempt(order, state, stuck))

    def _next(self, done: frozenset[int]) -> list[int]:
        """What may come next: whatever began before anything that is left had ended."""
        left = [number for number in range(len(self.calls)) if number not in done]
        first = min((self.calls[number].ended for number in left), default=math.inf)
        return [number for number in left if self.calls[number].begun < first]


def _window(calls: Sequence[Call], model: Model) -> Window:
    """The shortest window of a history that cannot be explained: from the last moment at which nobody waited for an answer,
    in whatever state things may have been then, to the first answer that fits nothing."""
    worlds: list[tuple[State, tuple[Call, ...]]] = [(state, ()) for state in model.starts]
    for stretch in _stretches(calls):
        after = _after(stretch, worlds, model)
        if not after:
            return _shortest(stretch, worlds, model)
        worlds = after
    raise ValueError("the history can be explained")


def _stretches(calls: Sequence[Call]) -> list[list[Call]]:
    """The history, cut wherever nobody waited for an answer that came."""
    found, until = list[list[Call]](), -math.inf
    for call in calls:
        if call.begun > until or not found:
            found.append([])
        found[-1].append(call)
        until = max(until, call.ended) if call.answered else until
    return found


def _after(stretch: Sequence[Call], worlds: Iterable[tuple[State, tuple[Call, ...]]],
           model: Model) -> list[tuple[State, tuple[Call, ...]]]:
    """Where things may be after a stretch, and what may still be carried out later."""
    found = {}
    for start, open_ in worlds:
        together = [*open_, *stretch]
        for (done, state), _ in _Search(together, model).ends([start]):
            found[state, tuple(call for number, call in enumerate(together) if number not in done)] = True
    return list(found)


def _shortest(stretch: Sequence[Call], worlds: Sequence[tuple[State, tuple[Call, ...]]], model: Model) -> Window:
    for last in sorted((call for call in stretch if call.answered), key=lambda call: call.ended):
        until = [_cut(call, last.ended) for call in stretch if call.begun < last.ended]
        if not _after(until, worlds, model):
            open_ = list(dict.fromkeys(each for _, calls in worlds for each in calls))
            attempts = [attempt for start, left in worlds for attempt in _attempts([*left, *until], start, model)]
            return Window(tuple(dict.fromkeys(state for state, _ in worlds)), (*open_, *until), last, _plain(attempts))
    raise ValueError("the stretch can be explained")


def _plain(attempts: Sequence[Attempt]) -> tuple[Attempt, ...]:
    """Those that got furthest first, and of those that fail alike the one that needs the fewest calls without an answer."""
    found: dict[tuple[tuple[Call, ...], ...], Attempt] = {}
    for attempt in sorted(attempts, key=lambda attempt: len(attempt.order)):
        found.setdefault((tuple(call for call in attempt.order if call.answered), attempt.stuck), attempt)
    return tuple(sorted(found.values(), key=lambda attempt: -len(attempt.order)))


def _attempts(calls: Sequence[Call], start: State, model: Model) -> list[Attempt]:
    search = _Search(calls, model)
    list(search.ends([start]))
    return search.attempts


def _cut(call: Call, moment: float) -> Call:
    """The call as it stood at a moment: what was answered later had no answer yet."""
    return call if call.ended <= moment else replace(call, ended=math.inf, said=call.said, told="not answered yet")


# ---------------------------------------------------------------------- told

def _drawn(calls: Sequence[Call]) -> list[str]:
    """One line for each call with a bar over the time that it took, as far as only the order of events counts."""
    moments = sorted({moment for call in calls for moment in (call.begun, call.ended) if moment < math.inf})
    width = 2 * len(moments) - 1
    names = max(len(_named(call)) for call in calls)
    return [f"  {_named(call):{names}} {_bar(call, moments, width):{width}}  {call.told or 'no answer'}" for call in calls]


def _bar(call: Call, moments: Sequence[float], width: int) -> str:
    begin = 2 * moments.index(call.begun)
    end = 2 * moments.index(call.ended) if call.answered else width
    return " " * begin + "|" + "-" * (end - begin - 1) + ("|" if call.answered else "")


def _named(call: Call) -> str:
    return f"{call.client}: {call.action}"


def _ordered(order: Sequence[Call]) -> str:
    return ", ".join(_named(call) for call in order)
