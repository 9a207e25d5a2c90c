"""What each writer makes of each recorded run.

After an intended change: ``UPDATE_GOLDEN=1 pytest tests/writers/test_golden.py``, then read the difference.
"""

import os

import pytest

from conformance.writers import WRITERS
from conformance.writers.terminal import summary

from .runs import FIXTURES, NAMES, recorded

ENDINGS = {"junit": "xml", "json": "json", "markdown": "md", "html": "html", "terminal": "txt"}
WRITTEN = WRITERS | {"terminal": summary}
PAGES = ("one_fail", "hostile", "profile")
GOLDEN = [(name, writer) for name in NAMES for writer in ENDINGS if writer != "html" or name in PAGES]


@pytest.mark.parametrize("name, writer", GOLDEN)
def test_a_report_is_as_it_was(name: str, writer: str) -> None:
    path = FIXTURES / "golden" / f"{name}.{ENDINGS[writer]}"
    text = WRITTEN[writer](recorded(name))
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(text, encoding="utf-8", newline="\n")
    expected = path.read_bytes().decode("utf-8") if path.is_file() else ""
    assert text == expected, f"{path.name} differs; if that is intended: UPDATE_GOLDEN=1 pytest {__file__}"


def test_no_golden_file_is_left_over() -> None:
    assert {path.name for path in (FIXTURES / "golden").iterdir()} == {
        f"{name}.{ENDINGS[writer]}" for name, writer in GOLDEN}
