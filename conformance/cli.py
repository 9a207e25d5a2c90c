"""The command line: ``conformance run | check | list | objects | explain | coverage | questions | serve | selftest | ...``."""

import sys
import traceback
from pathlib import Path

import click

from conformance import __version__
from conformance.commands import (
    check,
    cleanup,
    coverage,
    exercised,
    explain,
    listing,
    objects,
    questions,
    report,
    run,
    selftest,
    serve,
)
from conformance.problems import Problem
from conformance.verdict import ExitCode


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="conformance")
def commands() -> None:
    """Judge whether an implementation of a telephony provisioning API keeps the promises of its document."""


for command in (run.run, check.check, listing.list_, objects.objects, explain.explain, coverage.coverage_, exercised.exercised,
                questions.questions_, serve.serve, selftest.selftest, report.report, cleanup.cleanup):
    commands.add_command(command)


def main() -> None:
    """Run a command; mistakes are told in four parts, and the exit code says what they mean."""
    sys.exit(int(_code()))


def _code() -> int:
    try:
        return commands.main(prog_name="conformance", standalone_mode=False) or ExitCode.CONFORMS
    except Problem as problem:
        return _told(problem)
    except click.ClickException as mistake:
        if sys.argv[1:]:
            return _told(_misunderstood(mistake))
        mistake.show()
        return ExitCode.USAGE
    except (click.Abort, KeyboardInterrupt):
        return _told(Problem("interrupted", "the command was interrupted", "somebody pressed Ctrl-C",
                             "what was recorded so far is kept", ExitCode.NOBODY_CAN_SAY))
    except SystemExit:  # click's answer to a reader of our output who went away
        return ExitCode.NOBODY_CAN_SAY
    except Exception as reason:
        place = traceback.extract_tb(reason.__traceback__)[-1]
        return _told(Problem("harness-error", "the harness itself failed", f"{type(reason).__name__}: {reason} "
                             f"({Path(place.filename).name}:{place.lineno})",
                             "this is a mistake of the harness; please report it", ExitCode.HARNESS_ERROR))


def _told(problem: Problem) -> ExitCode:
    click.echo(str(problem), err=True)
    return problem.exit_code


def _misunderstood(mistake: click.ClickException) -> Problem:
    """What click says, in four parts."""
    context = getattr(mistake, "ctx", None) or click.Context(commands, info_name="conformance")
    message, found, meant = mistake.format_message().partition(" Did you mean ")
    hint = f"did you mean {meant}" if found else f"`{context.command_path} --help` shows what there is"
    code = {"NoSuchOption": "unknown-option", "NoSuchCommand": "unknown-command"}.get(type(mistake).__name__, "usage")
    return Problem(code, message.removesuffix("."), " ".join(context.get_usage().split()), hint)
