"""``conformance selftest``: the proof that the checks can fail, and that they fail nobody who is honest."""

import os
import random
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import click
from rich.console import Console
from rich.progress import track

from conformance import catalogue
from conformance.checks import checks
from conformance.promise import Requirement
from conformance.reference.faults import faults
from conformance.reference.faults.derived import derived_faults
from conformance.reference.null import NULL_TARGETS
from conformance.sweep import Finding, Trial, swept
from conformance.verdict import ExitCode, Verdict

SAMPLE = 120


@click.command()
@click.argument("api", required=False)
@click.option("--all", "everything", is_flag=True, help=f"Try all derived faults, not {SAMPLE}; each check must fail on one.")
@click.option("--runs", type=click.IntRange(1), default=1, help="Honest runs, each with a seed of its own [1].")
@click.option("--seed", type=int, default=0, help="Seed of the checks and of the sample [0].")
@click.option("-n", "--workers", type=click.IntRange(1, 64), default=min(2, os.cpu_count() or 1), help="Processes.")
def selftest(api: str | None, everything: bool, runs: int, seed: int, workers: int) -> int:
    """Try the checks on the honest reference server, on every fault, and on servers that keep no promise at all."""
    proofs = [_selftest(name, everything, range(seed, seed + runs), workers) for name in ([api] if api else catalogue.apis())]
    if len(proofs) > 1:
        click.echo("\n" + _table(proofs))
    return int(ExitCode.CONFORMS if all(proof.holds for proof in proofs) else ExitCode.DOES_NOT)


@dataclass(frozen=True)
class Proof:
    """What the selftest of one API came to."""

    api: str
    honest: str
    by_hand: str = "not tried"
    derived: str = "not tried"
    nulls: str = "not tried"
    holds: bool = False


def _selftest(api: str, everything: bool, seeds: range, workers: int) -> Proof:
    known, seed = catalogue.load(api), seeds[0]
    click.echo(f"{known.openapi['info']['title']}")
    if told := _honest(known, seeds, workers):
        return Proof(api, told)
    by_hand = [Trial(fault=name, about=fault.violated, twins=fault.lies_about, seed=seed) for name, fault in faults(api).items()]
    derived = [Trial(fault=name, about=fault.violated, seed=seed) for name, fault in derived_faults(api).items()]
    tried = derived if everything else random.Random(seed).sample(derived, min(SAMPLE, len(derived)))
    idle = set(checks(api)) if everything else set()
    missed = [finding for finding in _shown(swept(api, by_hand, workers), len(by_hand), idle) if not _told(finding)]
    lost = [finding for finding in _shown(swept(api, tried, workers), len(tried), idle) if not finding.caught]
    _missed(lost)
    fooled = _nulls(api, seed, workers)
    unproven = _unproven(known, [*by_hand, *derived])
    proof = Proof(api, "all pass", f"{len(by_hand) - len(missed)} of {len(by_hand)}", f"{len(tried) - len(lost)} of {len(tried)}",
                  fooled or "nothing", not (missed or lost or fooled or unproven or idle))
    click.echo(f"\n{proof.by_hand} faults caught, 0 honest requirements failing, {proof.derived} derived faults caught "
               f"({len(derived)} known), null targets pass {proof.nulls}")
    for requirement in unproven:
        click.echo(f"no fault proves the check of {requirement.id}")
    for name in sorted(idle):
        click.echo(f"no fault fails the check {name}")
    return proof


def _table(proofs: Sequence[Proof]) -> str:
    """One row for each API."""
    heads = ("API", "honest server", "faults caught", "derived faults caught", "null targets pass", "")
    rows = [heads, *((each.api, each.honest, each.by_hand, each.derived, each.nulls, "holds" if each.holds else "BROKEN")
                     for each in proofs)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join("  ".join(map(str.ljust, row, widths)).rstrip() for row in rows)


def _honest(known: catalogue.Catalogue, seeds: range, workers: int) -> str:
    """How many requirements the honest server fails, in words; empty if none."""
    tested = [each for each in known.requirements.values() if each.tested]
    failing = 0
    for finding in swept(known.api, [Trial(seed=seed) for seed in seeds], workers):
        accused = [each for each in tested if finding.verdicts.get(each.id) is not Verdict.PASS]
        click.echo(f"honest  {len(tested) - len(accused)} of {len(tested)} tested requirements pass, "
                   f"{finding.requests} requests, seed {finding.trial.seed}")
        for each in accused:
            click.echo(f"  {finding.verdicts.get(each.id, Verdict.NOT_RUN).word}  {each.id}  {finding.messages.get(each.id, '')}")
        failing += len(accused)
    return f"{failing} fail" if failing else ""


def _told(finding: Finding) -> bool:
    word = "caught" if finding.caught else "MISSED"
    click.echo(f"{word}  {finding.trial.fault:<40} {', '.join(finding.trial.about)}")
    if not finding.caught:
        _missed([finding])
    return finding.caught


def _missed(findings: Iterable[Finding]) -> None:
    for finding in findings:
        for name in finding.trial.about:
            verdict = finding.verdicts.get(name, Verdict.NOT_RUN)
            if verdict is not Verdict.FAIL:
                click.echo(f"  MISSED  {finding.trial.fault}  {name} is {verdict.word}: {finding.messages.get(name, '')}")
            for told in finding.blind.get(name, ()):
                click.echo(f"  MISSED  {finding.trial.fault}  {name}: {told}")


def _shown(findings: Iterable[Finding], total: int, idle: set[str]) -> Iterator[Finding]:
    """The findings as they come, with progress on a terminal; checks that accuse are no longer ``idle``."""
    console = Console(file=sys.stderr)
    if console.is_terminal:
        findings = track(findings, "trying faults", total, console=console, transient=True)
    for finding in findings:
        idle -= finding.accusing
        yield finding


def _nulls(api: str, seed: int, workers: int) -> str:
    fooled = []
    for finding in swept(api, [Trial(null=name, seed=seed) for name in NULL_TARGETS], workers):
        passed = [name for name, verdict in finding.verdicts.items() if verdict is Verdict.PASS]
        click.echo(f"{'FOOLED' if passed else 'unfooled'}  {finding.trial.null}  {', '.join(passed)}")
        fooled += [f"{finding.trial.null}: {name}" for name in passed]
    return ", ".join(fooled)


def _unproven(known: catalogue.Catalogue, trials: list[Trial]) -> list[Requirement]:
    proven = {name for trial in trials for name in trial.about}
    return [each for each in known.requirements.values() if each.tested and each.id not in proven]
