"""How short the stories of the walk become: ``python bench/shrinking.py`` lets it walk over each fault, and prints for those that
it finds the steps before and after shrinking, the replays that took, the requests to the find, and all requests of its walks,
one short and one long.

``--subtle`` takes the subtle faults instead of those written by hand; ``--stories`` prints each story.
"""

import argparse
import statistics
from collections.abc import Sequence

from detection import API, TRIALS

from conformance.reference.faults import faults
from conformance.sweep import Finding, Trial, swept

WALKED = ("OPEASY-LIFE-1",)
SUBTLE = [trial.fault for trial in TRIALS]


def figures(name: str, numbers: Sequence[int]) -> str:
    """Median and worst."""
    return f"{name:10} median {statistics.median(numbers):6.1f}   worst {max(numbers):6}"


def main() -> None:
    """Walk and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("fault", nargs="*", help="walk over these alone")
    parser.add_argument("--subtle", action="store_true")
    parser.add_argument("--stories", action="store_true")
    given = parser.parse_args()
    names = given.fault or (SUBTLE if given.subtle else [name for name in faults(API) if name not in SUBTLE])
    found = [finding for finding in swept(API, [Trial(fault=name, about=WALKED) for name in names], 2) if finding.stories]
    for finding in found:
        told(finding, given.stories)
    stories = [story for finding in found for story in finding.stories]
    print(f"\n{len(found)} of {len(names)} faults found by the walk")
    print(figures("before", [story["found"]["steps"] for story in stories]))
    print(figures("after", [len(story["steps"]) for story in stories]))
    print(figures("replays", [story["replays"] for story in stories]))
    print(figures("to find", [story["found"]["requests"] for story in stories]))
    print(figures("in all", [finding.requests for finding in found]))


def told(finding: Finding, whole: bool) -> None:
    """A line about one fault, and its story if wanted."""
    for story in finding.stories:
        print(f"{finding.trial.fault:<44} {story['found']['steps']:>4} -> {len(story['steps']):>2} steps  "
              f"{story['replays']:>2} replays  {finding.requests:>5} requests")
        for number, step in enumerate(story["steps"] if whole else (), 1):
            print(f"    {number}. {step['told']}")


if __name__ == "__main__":
    main()
