"""The command line: ``conformance run | list | explain | serve | selftest | report | cleanup``."""

import sys

import click

from conformance import __version__
from conformance.commands import explain, listing, report, run, selftest, serve
from conformance.problems import Problem
from conformance.verdict import ExitCode


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="conformance")
def commands() -> None:
    """Judge whether an implementation of a telephony provisioning API keeps the promises of its document."""


for command in (run.run, listing.list_, explain.explain, serve.serve, selftest.selftest, report.report):
    commands.add_command(command)


def main() -> None:
    """Run a command; mistakes are told in four parts, and the exit code says what they mean."""
    try:
        sys.exit(commands.main(standalone_mode=False) or 0)
    except Problem as problem:
        click.echo(str(problem), err=True)
        sys.exit(int(problem.exit_code))
    except click.ClickException as mistake:
        mistake.show()
        sys.exit(int(ExitCode.USAGE))
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted; what was recorded so far is kept", err=True)
        sys.exit(int(ExitCode.NOBODY_CAN_SAY))
