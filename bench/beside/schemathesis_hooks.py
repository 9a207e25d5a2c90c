"""Hooks for Schemathesis: half of the ids that it makes up become ids of things that exist."""

import json
import os
import random
from pathlib import Path
from typing import Any

import schemathesis

KNOWN: dict[str, list[str]] = json.loads(Path(os.environ["BESIDE_IDS"]).read_text(encoding="utf-8"))
CHANCE = random.Random(int(os.environ.get("BESIDE_SEED", "1")))


@schemathesis.hook
def map_path_parameters(context: Any, path_parameters: dict[str, Any] | None) -> dict[str, Any] | None:
    """Ids in paths."""
    if path_parameters is None:
        return None
    return {name: CHANCE.choice(KNOWN[name]) if KNOWN.get(name) and CHANCE.random() < 0.5 else value
            for name, value in path_parameters.items()}


@schemathesis.hook
def map_body(context: Any, body: Any) -> Any:
    """The enterprise and the operation in bodies."""
    if isinstance(body, dict) and isinstance(body.get("enterpriseId"), str) and CHANCE.random() < 0.5:
        body["enterpriseId"] = KNOWN["enterpriseId"][0]
    if isinstance(body, dict) and isinstance(body.get("operation"), dict) and CHANCE.random() < 0.5:
        body["operation"]["id"] = CHANCE.choice(KNOWN["to schedule"])
    return body
