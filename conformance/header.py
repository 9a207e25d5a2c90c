"""The first line of a record: what was asked of whom, by what, and what is promised."""

import datetime
import platform
from typing import Any

import conformance
from conformance.redaction import Redactor
from conformance.session import Session


def header(session: Session, name: str, begun: datetime.datetime, collected: set[str]) -> dict[str, Any]:
    """The header of the run with this name, without secrets; ``collected`` are the ids of the checks that pytest found."""
    options, hide = session.options, Redactor(session.target.secrets).json
    versions = {"conformance": conformance.__version__, "python": platform.python_version()}
    facts: dict[str, Any] = hide({
        "run": name, "api": session.catalogue.api, "title": session.catalogue.openapi["info"]["title"],
        "target": session.target.facts(), "seed": options.seed, "started": begun.isoformat(),
        "versions": versions, "digests": session.catalogue.digests(), "selectors": list(options.selectors),
        "options": {"slow": options.slow, "strict": options.strict}, "command": session.again("").replace("  ", " "),
        **session.plan(collected)})
    return facts
