"""The same checks against one reference server after another: the honest one, each fault, each null target.

One pytest session collects the checks once; each server gets the checks of the requirements that it is about.
"""

from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from conformance import suites
from conformance.checks import checks, id_of
from conformance.conductor import Conductor, check_of, hear, lines_of
from conformance.isolation import ALONE, alone
from conformance.problems import Problem
from conformance.session import Options, opened
from conformance.verdict import ExitCode, Verdict, combined


@dataclass(frozen=True)
class Trial:
    """One server: the honest one unless ``fault`` or ``null`` names another; ``about`` are ids, all of them if empty.

    ``twins`` are those of the twins of a check that must see the fault, all of them if empty.
    """

    fault: str = ""
    null: str = ""
    about: tuple[str, ...] = ()
    twins: tuple[str, ...] = ()
    seed: int = 0


@dataclass
class Finding:
    """What the checks said about one server: verdict and worst message of each requirement, and how many requests it took."""

    trial: Trial
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    messages: dict[str, str] = field(default_factory=dict)
    blind: dict[str, list[str]] = field(default_factory=dict)
    stories: list[dict[str, Any]] = field(default_factory=list)
    accusing: set[str] = field(default_factory=set)  # the ids of the checks that found something broken
    requests: int = 0

    @property
    def caught(self) -> bool:
        """Whether every requirement that the trial is about was found broken, by each twin of a check."""
        return bool(self.trial.about) and not self.blind and \
            all(self.verdicts.get(name) is Verdict.FAIL for name in self.trial.about)

    def add(self, lines: Sequence[dict[str, Any]], twin: str = "") -> None:
        """Take in the lines of one check; ``twin`` tells it from its twins."""
        for name in self.trial.about if twin and (not self.trial.twins or twin in self.trial.twins) else ():
            answers = [line for line in lines if line["kind"] == "answer" and line["requirement"] == name]
            if answers and all(line["verdict"] != "fail" for line in answers):
                self.blind.setdefault(name, []).append(f"{answers[0]['check'].partition('::')[2]} is {answers[0]['verdict']}")
        for line in lines:
            if line["kind"] == "answer":
                self.stories += [line["story"]] if "story" in line else []
                self.accusing |= {line["check"]} if line["verdict"] == "fail" else set()
                name, verdict = line["requirement"], Verdict.of(line["verdict"])
                if verdict >= self.verdicts.get(name, Verdict.NOT_APPLICABLE):
                    self.messages[name] = line["message"]
                self.verdicts[name] = combined([verdict, self.verdicts.get(name, verdict)])


class Unrecorded:
    """A pytest plugin that takes the lines of the checks itself: there is no record of what it asks."""

    def pytest_configure(self, config: pytest.Config) -> None:
        conductor = config.pluginmanager.get_plugin("conformance-conductor")
        assert isinstance(conductor, Conductor)
        conductor.records = False
        # Nobody reads how a check failed; to find the source of each line of it takes pytest longer than the check.
        config.option.tbstyle = "native"


class Sweep(Unrecorded):
    """A pytest plugin that runs the collected checks once for each trial instead of once."""

    def __init__(self, api: str, trials: Iterable[Trial]) -> None:
        self._api, self._trials = api, trials
        self._finding: Finding | None = None
        self._checks = checks(api)
        self.findings: list[Finding] = []

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        for trial in self._trials:
            self._finding = Finding(trial)
            options = Options(fault=trial.fault, null=trial.null, seed=trial.seed, in_process=True)
            with opened(self._api, options, recorded=False) as tried:
                for item in session.items:
                    if not trial.about or not set(trial.about).isdisjoint(check_of(item).requirements):
                        hear(item, tried)
                self._finding.requests = tried.client.sent
            self.findings.append(self._finding)
        return True

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if self._finding:
            known = self._checks.get(id_of(report.nodeid))
            self._finding.add(lines_of(report), known.twin if known else "")


def sweep(api: str, trials: Sequence[Trial], kind: type[Sweep] = Sweep) -> list[Finding]:
    """Try servers one after another in this process, all of them as ``kind`` does; raises Problem if not all were tried."""
    package = Path(suites.__file__).parent / api.replace("-", "_")
    plugin = kind(api, trials)
    with alone():
        code = pytest.main([str(package), *ALONE, "--rootdir", str(package.parent.parent.parent), "--confcutdir", str(package),
                            "-p", "conformance.plugin", "--conformance-in-process"], plugins=[plugin])
    if len(plugin.findings) < len(trials):  # nobody may take what was not tried for caught
        raise Problem("sweep-broke", f"{len(trials) - len(plugin.findings)} of {len(trials)} servers of {api} were not tried",
                      f"pytest ended with code {int(code)}, see above", "a mistake of the harness", ExitCode.HARNESS_ERROR)
    return plugin.findings


def swept(api: str, trials: list[Trial], workers: int, kind: type[Sweep] = Sweep) -> Iterable[Finding]:
    """Try servers in several processes, and give the findings as they come."""
    if workers == 1 or len(trials) == 1:
        yield from sweep(api, trials, kind)
        return
    size = max(1, min(12, len(trials) // workers))
    parts = [trials[start:start + size] for start in range(0, len(trials), size)]
    with ProcessPoolExecutor(workers) as pool:
        for findings in pool.map(sweep, [api] * len(parts), parts, [kind] * len(parts)):
            yield from findings
