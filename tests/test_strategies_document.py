"""docs/strategies.md: its example runs, its table names everything, and the values that it shows are the smallest ones."""

import inspect
import re
from pathlib import Path
from typing import Any

from hypothesis import Phase, find, settings

from conformance import strategies

TEXT = (Path(__file__).parents[1] / "docs" / "strategies.md").read_text("utf-8")
ROWS = re.findall(r"^\| `(\w+)\([a-z, ]*\)` \| (.*?) \| (.*?) \|$", TEXT, re.MULTILINE)
quick = settings(max_examples=500, database=None, phases=[Phase.generate, Phase.shrink])


def test_the_examples_run() -> None:
    known: dict[str, Any] = {}
    for example in re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL):
        exec(compile(example, "docs/strategies.md", "exec"), known)
    checks = [each for name, each in known.items() if name.startswith("test_")]
    assert len(checks) == 6
    for check in checks:
        check()


def test_the_table_names_every_strategy_with_its_options() -> None:
    assert sorted({name for name, _, _ in ROWS} | {"is_valid", "is_valid_object", "samples"}) == strategies.__all__
    for name, _, options in ROWS:
        known = inspect.signature(getattr(strategies, name)).parameters.keys() - {"field", "name", "method"}
        assert set(re.findall(r"`(\w+)`", options)) == known, name


def test_the_values_shown_are_the_smallest_ones() -> None:
    shown = {name: value[0] for name, draws, _ in ROWS if (value := re.findall("`([^`]*[0-9][^`]*)`", draws))}
    assert len(shown) == 6
    for name, value in shown.items():
        assert find(getattr(strategies, name)(), lambda _: True, settings=quick) == value
