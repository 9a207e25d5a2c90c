"""What the suites make of subtle faults, which were written from the document alone, without a look at any check.

Run it with ``python bench/detection.py``. A fault that survives asks for a question that the suites do not ask yet.
"""

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from subtle import subtle_faults

from conformance.reference.faults import faults
from conformance.sweep import Trial, swept

API = "opeasy"


def subtle_trials() -> list[Trial]:
    """One trial for each subtle fault; importing their modules makes them known."""
    names = subtle_faults()
    return [Trial(fault=name, about=faults(API)[name].violated, twins=faults(API)[name].lies_about) for name in names]


TRIALS = subtle_trials()  # here, so that each process of the sweep knows them


def main() -> None:
    begun, survived, requests = time.perf_counter(), 0, 0
    for finding in swept(API, TRIALS, 2):
        requests += finding.requests
        if not finding.caught:
            survived += 1
            print(f"survived  {finding.trial.fault}  {', '.join(finding.trial.about)}  {finding.blind or ''}", flush=True)
    print(f"{len(TRIALS) - survived} of {len(TRIALS)} subtle faults caught, {requests} requests, "
          f"{time.perf_counter() - begun:.0f} s")


if __name__ == "__main__":
    main()
