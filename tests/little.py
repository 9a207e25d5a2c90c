"""A little API with a made-up document, for commands that read both."""

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from conformance import catalogue

TEXT = """\
BOOK OF LAMPS

A lamp can be lit.
A lit lamp is never \x1b[2J “cold”.
- It answers with a light.

APPENDIX
Page 1
GET /lamps
Lamps are nice, and this is a very long line about them which goes on and on until it is longer than eighty characters.
"""
SOURCE = {
    "title": "Book of Lamps", "revision": "7", "date": "01/2024", "publisher": "Lamp Works", "file": "lamps.txt",
    "sha256": hashlib.sha256(TEXT.encode()).hexdigest(), "lines": 10, "lost_in_text": [],
    "not_normative": [{"lines": "1, 7", "why": "Headings of the chapters."}, {"lines": "3-4", "why": "Weaker than a promise."}],
    "chapters": [{"title": "BOOK OF LAMPS", "lines": "1-6"}, {"title": "APPENDIX", "lines": "7-9"}]}
REQUIREMENTS = {"LITTLE-LAMP-1": {"level": "MUST", "basis": "stated", "text": "A lamp can be lit by anybody.",
                                  "source": {"section": "Lamps", "lines": "3"}, "not_tested": "Nobody has a lamp here."}}
READINGS = {
    "LITTLE-R-LIGHT": {"says": {"5": "a *light* answers"}, "reading": "Any light will do.", "tolerated": [],
                       "question": "Which light answers?"},
    "LITTLE-R-COLD": {"says": {"4": "a lit lamp <never> cold", "9-10": "lamps_are nice"}, "reading": "It is warm.",
                      "tolerated": {"b": "It is [hot].", "c": "Nobody touches it."}, "question": "How warm is a lit lamp?"}}
OPENAPI: dict[str, Any] = {
    "openapi": "3.1.0", "info": {"title": "Lamps", "version": "7"}, "components": {"schemas": {}},
    "tags": [{"name": "Lamps", "x-source": {"section": "Appendix", "lines": "8-9"}}], "paths": {}}
Little = Callable[..., Path]


@pytest.fixture
def little(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Little:
    """Let the API ``little`` be known, with other contents in some files, and give its document."""
    specs = tmp_path / "specs"
    shutil.copytree(catalogue.SPECS / "schema", specs / "schema")
    (specs / "little").mkdir()
    monkeypatch.setattr(catalogue, "SPECS", specs)
    monkeypatch.setattr(catalogue, "load", catalogue.load.__wrapped__)

    def made(**others: Any) -> Path:
        contents = {"source": SOURCE, "requirements": REQUIREMENTS, "readings": READINGS, "openapi": OPENAPI} | others
        for name, content in contents.items():
            (specs / "little" / f"{name}.yaml").write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
        path = tmp_path / "lamps.txt"
        path.write_text(TEXT, encoding="utf-8", newline="\n")
        return path

    return made
