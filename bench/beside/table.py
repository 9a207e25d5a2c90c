"""What the results say about each tool, beside the others."""

import statistics
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from beside.trials import Result

MEGABYTE = 1_000_000


@dataclass
class Score:
    """One tool. Requests, seconds and memory are those of a complete run on the honest server."""

    tool: str
    false: set[str] = field(default_factory=set)
    found: dict[str, list[str]] = field(default_factory=dict)
    asked: dict[str, list[str]] = field(default_factory=dict)
    requests: float = 0
    wall: float = 0
    cpu: float = 0
    peak: float = 0
    to_find: list[int] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)

    @property
    def all_found(self) -> int:
        return sum(map(len, self.found.values()))

    @property
    def all_asked(self) -> int:
        return sum(map(len, self.asked.values()))


def scores(results: Sequence[Result]) -> list[Score]:
    """One score for each tool, in the order in which they come first, over the servers that all of them have tried."""
    names = list(dict.fromkeys(result.job.tool for result in results))
    tried = Counter((result.job.kind, result.job.variant) for result in results if result.tried)
    shared = [result for result in results
              if result.job.kind == "honest" or tried[result.job.kind, result.job.variant] == len(names)]
    return [score(name, [result for result in shared if result.job.tool == name]) for name in names]


def score(tool: str, results: Sequence[Result]) -> Score:
    """A fault is found by a complaint of a kind that no honest run shows."""
    made = Score(tool)
    honest = [result for result in results if result.job.kind == "honest" and not result.trouble]
    made.false = {complaint for result in honest for complaint in result.complaints}
    if honest:
        made.requests, made.wall = mean(each.requests for each in honest), mean(each.wall for each in honest)
        made.cpu, made.peak = mean(each.cpu for each in honest), max(each.peak for each in honest)
    made.troubles = [f"{result.job.variant or 'honest'}: {result.trouble}" for result in results if result.trouble]
    for result in results:
        if result.job.kind != "honest":
            made.asked.setdefault(result.job.kind, []).append(result.job.variant)
            if set(result.complaints) - made.false:
                made.found.setdefault(result.job.kind, []).append(result.job.variant)
                made.to_find += [result.to_find] if result.to_find else []
    return made


def mean(values: Iterable[float]) -> float:
    return statistics.mean(values)


def printed(scored: Sequence[Score]) -> str:
    """The table in absolute numbers, then in ratios to the first tool."""
    kinds = list(dict.fromkeys(kind for each in scored for kind in each.asked))
    lines = [f"{'tool':15} {'faults found':>14} " + " ".join(f"{kind:>9}" for kind in kinds) +
             f" {'false kinds':>12} {'requests':>9} {'CPU s':>7} {'wall s':>7} {'peak MB':>8}"]
    for each in scored:
        parts = " ".join(f"{len(each.found.get(kind, []))}/{len(each.asked.get(kind, []))}".rjust(9) for kind in kinds)
        lines.append(f"{each.tool:15} {f'{each.all_found} of {each.all_asked}':>14} {parts} {len(each.false):12} "
                     f"{each.requests:9.0f} {each.cpu:7.1f} {each.wall:7.1f} {each.peak / MEGABYTE:8.0f}")
    lines += ["", *ratios(scored), "", *first_finds(scored)]
    return "\n".join(lines + [f"{each.tool}: {trouble}" for each in scored for trouble in each.troubles])


def ratios(scored: Sequence[Score]) -> list[str]:
    """The same beside the first tool, as rows of Markdown."""
    first = scored[0]
    lines = ["| | faults found | false accusations | requests | CPU seconds | peak memory |", "|---|---|---|---|---|---|"]
    for each in scored:
        cells = [f"{each.all_found} of {each.all_asked}", f"{len(each.false)} kinds",
                 *(ratio(getattr(each, name), getattr(first, name)) for name in ("requests", "cpu", "peak"))]
        lines.append(f"| {each.tool} | {' | '.join(cells)} |")
    return lines


def ratio(one: float, other: float) -> str:
    return f"{one / other:.2g}" if other else "-"


def first_finds(scored: Sequence[Score]) -> list[str]:
    """How soon a tool whose record tells it has found what it found."""
    return [f"{each.tool}: {statistics.median(each.to_find):.0f} requests to the first find (median of {len(each.to_find)}), "
            f"{max(each.to_find)} at most, {each.requests:.0f} in a complete run" for each in scored if each.to_find]
