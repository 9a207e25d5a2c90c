"""Run record -> report.html: one file that needs no network and no script."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from conformance.record import Run
from conformance.writers.markup import Markup, joined, tag
from conformance.writers.row import STANDINGS, Fact, Row
from conformance.writers.stylesheet import CSS
from conformance.writers.text import counted, prose, shortened
from conformance.writers.view import EXERCISED, TOLD, View, view

LIMIT = 4_000  # characters of one value or body
GIST = 400  # characters of what was found out, in the table of all requirements


def write(run: Run) -> str:
    """The whole page."""
    shown = view(run)
    title = f"{shown.headline} - {run.header['title']}"
    head = tag("head", tag("meta", charset="utf-8"), tag("title", prose(title)), tag("style", Markup(CSS)),
               tag("meta", name="viewport", content="width=device-width, initial-scale=1"))
    main = tag("main", _verdict(shown), _counts(shown), *_gaps(shown), *_stories(shown), *_requirements(shown),
               *_unanswered(shown), *_left_out(shown), *_exercised(shown), *_profile(shown), *_remarks(shown), _origin(shown))
    return "<!DOCTYPE html>\n" + tag("html", head, tag("body", main), lang="en") + "\n"


def _verdict(shown: View) -> Markup:
    header = shown.run.header
    started = f"{header['started']}, {(shown.run.footer or {}).get('seconds', '?')} seconds"
    facts = {"target": shown.target, "address": header["target"].get("baseUrl", ""), "run": header["run"],
             "started": started, "plan": shown.asked, "command": tag("code", header["command"])}
    meaning = tag("p", f"Exit code {shown.code:d}: {shown.meaning}.", class_="meaning")
    return tag("header", tag("p", header["title"], class_="eyebrow"), tag("h1", shown.headline), meaning,
               _bar(shown), _facts(facts))


def _bar(shown: View) -> Markup:
    parts = [tag("span", class_=name, style=f"flex: {number} 0 0") for name, number in shown.standings.items()]
    legend = [tag("li", f"{number} {STANDINGS[name].lower()}", class_=name) for name, number in shown.standings.items()]
    return joined((tag("div", *parts, class_="bar", role="presentation"), tag("ul", *legend, class_="legend")))


def _facts(facts: Mapping[str, object]) -> Markup:
    return tag("dl", *(joined((tag("dt", name), tag("dd", value))) for name, value in facts.items()))


def _table(titles: Iterable[str], rows: Iterable[Markup], name: str) -> Markup:
    head = tag("tr", *(tag("th", title, scope="col") for title in titles))
    return tag("table", tag("thead", head), tag("tbody", *rows), class_=name)


def _counts(shown: View) -> Markup:
    columns = shown.requirements, shown.planned, shown.checks
    rows = [tag("tr", tag("th", word, scope="row"), *(tag("td", numbers[word]) for numbers in columns), data_count=word)
            for word in shown.requirements]
    totals = tag("tr", tag("th", "all", scope="row"), *(tag("td", sum(numbers.values())) for numbers in columns))
    return tag("details", tag("summary", "The counts"),
               _table(("verdict", "requirements", "planned", "checks"), [*rows, totals], "counts"))


def _gaps(shown: View) -> Iterator[Markup]:
    if shown.gaps:
        yield tag("h2", "What kept the run from an answer")
    for gap in shown.gaps:
        hint = tag("p", gap.hint, class_="soft") if gap.hint else ""
        yield tag("div", tag("p", tag("b", gap.message)), tag("p", gap.cause), hint, class_="gap error")


def _stories(shown: View) -> Iterator[Markup]:
    for name, title in TOLD.items():
        rows = shown.standing(name)
        if rows:
            yield tag("h2", f"{title} ({len(rows)})")
            yield from (_card(row) for row in rows)


def _card(row: Row) -> Markup:
    head = tag("p", _chip(row), tag("span", row.id, class_="id"), tag("span", row.demand, class_="soft"))
    facts = _facts({fact.label: _value(fact) for fact in row.evidence("run.jsonl")})
    return tag("article", head, tag("p", row.text, class_="promise"), facts, *_exchange(row.exchange),
               class_=f"card {row.standing}")


def _value(fact: Fact) -> object:
    if fact.lines:
        return tag("ol", *(tag("li", shortened(told, LIMIT), dir="auto") for told in fact.lines))
    value = shortened(fact.value, LIMIT)
    if fact.label in ("source", "because"):
        return value
    remark = tag("span", f" ({fact.remark})", class_="soft") if fact.remark else ""
    return joined((tag("code", value, dir="auto"), remark))


def _chip(row: Row) -> Markup:
    return tag("span", row.head, class_=f"chip {row.standing}")


def _exchange(line: Mapping[str, Any]) -> Iterator[Markup]:
    if line:
        request, answer = line["request"], line["response"] or {}
        first = f"status {answer['status']}" if answer else f"no answer: {line['error']}"
        whose = "received from the target, and our answer" if line.get("received") else "request and answer"
        yield tag("details", tag("summary", f"Exchange {line['number']}: {whose}", class_="soft"),
                  _message(f"{request['method']} {request['url']}", request), _message(first, answer))


def _message(first: str, message: Mapping[str, Any]) -> Markup:
    body = message.get("body")
    text = body if isinstance(body, str) else json.dumps(body, indent=2, ensure_ascii=False) if body is not None else ""
    headers = "".join(f"\n{name}: {value}" for name, value in (message.get("headers") or {}).items())
    return tag("pre", f"{first}{headers}\n\n{shortened(text, LIMIT)}".rstrip(), dir="auto")


def _requirements(shown: View) -> Iterator[Markup]:
    yield tag("h2", f"All requirements ({len(shown.rows)})")
    for section, rows in shown.sections().items():
        yield _group(section, ", ".join(_standings(rows)),
                     _table(("verdict", "promise"), map(_requirement, rows), "requirements"))


def _group(title: str, remark: str, inside: Markup) -> Markup:
    summary = tag("summary", tag("b", title), tag("span", remark, class_="soft"))
    return tag("details", summary, inside, class_="group")


def _standings(rows: Sequence[Row]) -> Iterator[str]:
    for name, word in STANDINGS.items():
        number = sum(row.standing == name for row in rows)
        if number:
            yield f"{number} {word.lower()}"


def _requirement(row: Row) -> Markup:
    about = tag("p", tag("span", row.id, class_="id"), f" {row.demand}, lines {row.entry['lines']}", class_="soft")
    found = tag("p", shortened(row.gist, GIST), class_="soft") if row.gist else ""
    return tag("tr", tag("td", _chip(row)), tag("td", about, tag("p", row.text), found), id=row.id,
               data_verdict=row.verdict.word, data_planned=str(row.outcome.planned).lower())


def _unanswered(shown: View) -> Iterator[Markup]:
    groups = shown.unanswered()
    if groups:
        yield tag("h2", "What was not run, or does not apply")
    for (name, reason), rows in groups.items():
        yield _group(reason, f"{counted(len(rows), 'requirement')}, {STANDINGS[name].lower()}",
                     tag("p", ", ".join(row.id for row in rows), class_="id"))


def _left_out(shown: View) -> Iterator[Markup]:
    if shown.left_out:
        yield tag("h2", "Checks that were left out of what was asked")
    for reason, names in shown.left_out.items():
        yield _group(reason, counted(len(names), "check"), tag("p", ", ".join(names), class_="id"))


def _profile(shown: View) -> Iterator[Markup]:
    if shown.profile:
        yield tag("h2", f"Profile: tolerated alternatives in use ({len(shown.profile)})")
        yield _table(("reading", "alternative", "times", "seen by"), (
            tag("tr", tag("td", use.reading, class_="id"), tag("td", use.alternative), tag("td", use.times),
                tag("td", ", ".join(use.requirements), class_="id")) for use in shown.profile), "profile")


def _exercised(shown: View) -> Iterator[Markup]:
    if shown.exercised:
        yield tag("h2", "Exercised of the specification")
        yield _table(EXERCISED, (tag("tr", tag("th", kind, scope="row"), *(tag("td", each) for each in numbers))
                                 for kind, *numbers in shown.exercise()), "counts")


def _remarks(shown: View) -> Iterator[Markup]:
    notes = [f"{text}{f' ({times} times)' if times > 1 else ''}" for text, times in shown.notes.items()]
    for title, remarks in (("Notes", notes), ("Left behind on the target", shown.leftovers)):
        if remarks:
            yield tag("h2", f"{title} ({len(remarks)})")
            yield tag("ul", *(tag("li", remark) for remark in remarks))


def _origin(shown: View) -> Markup:
    header = shown.run.header
    facts = {**header["versions"], **{f"sha256 of {name}": digest for name, digest in header["digests"].items()}}
    return tag("footer", tag("p", "Made from run.jsonl; the same record gives the same page."),
               tag("details", tag("summary", "Versions and digests"), _facts({"seed": header["seed"], **facts})))
