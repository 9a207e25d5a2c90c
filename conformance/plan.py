"""What a run is asked to find out: which requirements, by which checks, and why the others are left out."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from conformance.catalogue import Catalogue
from conformance.checks import Check
from conformance.promise import Requirement
from conformance.target import Target


def reason(requirement: Requirement, target: Target, slow: bool) -> str:
    """Why a requirement lies outside the plan of a run against this target; empty if it does not."""
    if requirement.not_tested:
        return f"not tested: {requirement.not_tested}"
    if not target.offers(requirement.capability):
        return ""  # it does not apply, whatever the run brought
    return next((why for need in requirement.needs if (why := target.lacks(need, slow))), "")


def plan(catalogue: Catalogue, checks: Mapping[str, Check], target: Target, selectors: Iterable[str], slow: bool,
         collected: set[str]) -> dict[str, list[dict[str, Any]]]:
    """The ``requirements`` and ``checks`` of a header. ``collected`` are the ids of the checks that pytest will run.

    A requirement is planned if it was selected, can be asked of this target, and at least one of its checks will run.
    """
    selected = catalogue.selected(selectors)
    lacking = {check.id: lacks(check, target, slow) for check in checks.values()}
    requirements = [_entry(requirement, requirement.id in selected, reason(requirement, target, slow), checks, collected, lacking)
                    for requirement in catalogue.requirements.values()]
    planned = {entry["id"] for entry in requirements if entry["planned"]}
    return {"requirements": requirements, "checks": [
        _check(check, check.id in collected and not planned.isdisjoint(check.requirements), lacking[check.id])
        for check in checks.values()]}


def _check(check: Check, wanted: bool, lacking: str) -> dict[str, Any]:
    """An entry; ``reason`` says why a check is left out of a plan to which its requirements belong."""
    return {"id": check.id, "title": check.title, "section": check.section, "requirements": list(check.requirements),
            "planned": wanted and not lacking, "reason": lacking if wanted else ""}


def lacks(check: Check, target: Target, slow: bool) -> str:
    """What a check needs for itself and this target does not have; empty if nothing."""
    return next((why for need in check.needs if (why := target.lacks(need, slow))), "")


def _entry(requirement: Requirement, selected: bool, why: str, checks: Mapping[str, Check], collected: set[str],
           lacking: Mapping[str, str]) -> dict[str, Any]:
    asking = [check.id for check in checks.values() if requirement.id in check.requirements]
    mine = [name for name in asking if not lacking[name]]
    if not selected:
        why = "not selected"
    elif not why and not mine:
        why = next((lacking[name] for name in asking), "no check asks about it")
    elif not why and collected.isdisjoint(mine):
        why = "its checks were deselected"
    return {"id": requirement.id, "level": requirement.level, "basis": requirement.basis, "kind": requirement.kind,
            "text": requirement.text, "section": requirement.source.section, "lines": requirement.source.lines,
            "reading": requirement.reading, "checks": mine, "planned": not why, "reason": why}


def order(checks: Iterable[Check]) -> list[str]:
    """The ids of checks in the order in which a run asks them, so that what is broken is seen early.

    It is known before the first request and learned from nothing: what is declared to come first, then rounds in each of which
    every section asks one check, the broadest first; each question is asked once before its twins ask it of something else; what
    is declared to come last.
    """
    sections: dict[tuple[int, int, str], list[tuple[int, int, str]]] = {}
    asked = Counter[str]()
    for number, check in enumerate(checks):
        question = check.id.partition("[")[0]
        rank = check.turn, asked[question] if check.twin else 0, check.section
        sections.setdefault(rank, []).append((-len(check.requirements), number, check.id))
        asked[question] += 1
    ranked = [(turn, twin, place, narrow, number, name) for (turn, twin, _), section in sections.items()
              for place, (narrow, number, name) in enumerate(sorted(section))]
    return [name for *_, name in sorted(ranked)]
