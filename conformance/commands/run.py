"""``conformance run``: judge a target, show progress, leave a record and its reports."""

import random
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import click
import pytest

from conformance import catalogue, record, suites
from conformance import target as targets
from conformance.commands import folder as folders
from conformance.commands.progress import Progress
from conformance.isolation import ALONE, alone
from conformance.problems import Problem
from conformance.serving import variant
from conformance.verdict import ExitCode
from conformance.writers import report_json
from conformance.writers.terminal import summary

# The run is the same whatever plugins and settings the caller has for tests of their own.
PLUGINS = ("conformance.plugin", "conformance.reporting", "allure_pytest.plugin", "xdist.plugin")


@click.command()
@click.argument("api")
@click.argument("selectors", nargs=-1, metavar="[ID-PREFIX]...")
@click.option("--target", "target_file", type=click.Path(path_type=Path), help="Target file [a reference server].")
@click.option("--fault", default="", help="Judge the reference server with this fault.")
@click.option("--seed", type=int, help="Seed of all chance [a new one].")
@click.option("--slow", is_flag=True, help="Ask also what takes real time, such as the end of a token.")
@click.option("--strict", is_flag=True, help="Disputed and recommended promises gate too.")
@click.option("-n", "--workers", type=click.IntRange(1, 64), default=1, help="Processes that ask at the same time [1].")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Folder of the run [reports/<api>-<time>].")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="For standard output [text].")
def run(api: str, selectors: tuple[str, ...], target_file: Path | None, fault: str, seed: int | None, slow: bool,
        strict: bool, workers: int, out: Path | None, form: str) -> int:
    """Judge a target by the promises of an API, all of them or those whose ids begin with a prefix."""
    _understood(api, selectors, target_file, fault)
    seed = random.SystemRandom().randrange(10_000) if seed is None else seed
    folder = folders.taken_over(out) if out else folders.new(api)
    judge(api, folder, _arguments(folder, {
        "--conformance-seed": str(seed), "--target": target_file, "--conformance-fault": fault, "--conformance-slow": slow,
        "--conformance-strict": strict, "-n": workers if workers > 1 else None}, selectors))
    result = record.read(folder)
    click.echo(report_json.write(result) if form == "json" else summary(result, folder / "run.jsonl"), nl=False)
    return int(result.exit_code())


def _arguments(folder: Path, options: Mapping[str, object], selectors: Sequence[str]) -> list[str]:
    """Words for pytest: flags that are set, options that have a value, and a pair for each selector."""
    words = ["--alluredir", str(folder / "allure-results"), "--clean-alluredir"]
    for name, value in options.items():
        words += [name] if value is True else [name, str(value)] if value not in (None, "", False) else []
    return words + [word for selector in selectors for word in ("--conformance-requirement", selector)]


def judge(api: str, folder: Path, arguments: list[str]) -> None:
    """Run the checks of an API under pytest with our plugins alone. Raises Problem if they cannot run."""
    package = Path(suites.__file__).parent / api.replace("-", "_")
    progress = Progress(sys.stderr)
    with alone():
        code = pytest.main([str(package), *ALONE, "--rootdir", str(package.parent.parent.parent), "--confcutdir", str(package),
                            *(word for name in PLUGINS for word in ("-p", name)),
                            "--conformance-folder", str(folder), *arguments], plugins=[progress])
    if progress.broken or not (folder / "run.jsonl").is_file():
        (folder / "harness-error.txt").write_text(progress.broken, encoding="utf-8", errors="backslashreplace")
        cause = (progress.broken.strip().splitlines() or [f"pytest ended with {code!r}"])[-1]
        raise Problem("harness-error", "the checks could not be run to their end", f"{cause} (all of it is in {folder}/"
                      "harness-error.txt)", "this is a mistake of the harness; please report it", ExitCode.HARNESS_ERROR)


def _understood(api: str, selectors: tuple[str, ...], target_file: Path | None, fault: str) -> None:
    catalogue.load(api).selected(selectors)
    if target_file and fault:
        raise Problem("fault-needs-reference", "--fault and --target exclude each other",
                      "a fault is a lie of the reference server", "leave one of them out")
    if target_file:
        targets.load(target_file, api)
    else:
        variant(api, fault)
