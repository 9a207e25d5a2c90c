"""What Allure is told about a check: our ids as labels, the promises as its description, the exchanges as its evidence."""

from collections.abc import Iterator
from typing import Any

import allure
import pytest
from allure_commons import plugin_manager

from conformance.exchange import Exchange
from conformance.session import Hearing, Session
from conformance.verdict import Verdict

SEVERITY = {"MUST": "critical", "SHOULD": "normal", "MAY": "minor"}
SHOWN = 50  # exchanges of a check, the latest ones; run.jsonl has them all
_allure: Any = allure  # it has no types
step = _allure.step


def tell(hearing: Hearing, verdict: Verdict) -> None:
    """Attach what the check asked and what it found; nothing happens where Allure is not listening."""
    if not plugin_manager.get_plugins():
        return
    exchanges = (_told(hearing, each) for each in hearing.session.client.log[-SHOWN:])
    _allure.attach("\n\n".join(exchanges), "exchanges", _allure.attachment_type.TEXT)
    for answer in hearing.answers.given:
        if answer.story:
            lines = [f"{number}. {step['told']}" for number, step in enumerate(answer.story["steps"], 1)]
            told = hearing.session.client.redactor.text("\n".join(lines))
            _allure.attach(told, f"story of {answer.requirement}", _allure.attachment_type.TEXT)
    _allure.dynamic.title(hearing.check.title)
    _allure.dynamic.description(_promises(hearing))
    _allure.dynamic.label("verdict", verdict.word)


def _promises(hearing: Hearing) -> str:
    known = [hearing.session.catalogue.requirement(name) for name in hearing.check.requirements]
    return "\n\n".join(f"**{each.id}** {each.text} *({each.source})*" for each in known)


def _told(hearing: Hearing, exchange: Exchange) -> str:
    line = hearing.told(exchange)
    asked, answered = line["request"]["body"] or "", line["response"] or line["error"]
    return f"{line['number']}. {hearing.session.client.redactor.text(exchange.asked)}\n{asked}\n-> {answered}"


def labels(session: Session, hearing: Hearing) -> Iterator[pytest.MarkDecorator]:
    """The ids of a check as Allure labels: epic API, feature section, story requirement, severity level."""
    requirements = [session.catalogue.requirement(name) for name in hearing.check.requirements]
    yield pytest.mark.allure_label(session.catalogue.openapi["info"]["title"], label_type="epic")
    yield pytest.mark.allure_label(hearing.check.section, label_type="feature")
    yield pytest.mark.allure_label(session.catalogue.openapi["info"]["title"], label_type="parentSuite")
    yield pytest.mark.allure_label(hearing.check.section, label_type="suite")
    yield pytest.mark.allure_label(*(each.id for each in requirements), label_type="story")
    level = min((list(SEVERITY).index(each.level) for each in requirements), default=0)
    yield pytest.mark.allure_label(list(SEVERITY.values())[level], label_type="severity")
