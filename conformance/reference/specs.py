"""What ``specs/`` says, read as data."""

import functools
import re
from pathlib import Path
from typing import Any

import yaml


@functools.cache
def component_schemas(api: str) -> dict[str, Any]:
    """The component schemas of an API by name."""
    text = (_folder() / api / "openapi.yaml").read_text(encoding="utf-8")
    # The loader in C where PyYAML has one: ten times faster.
    document = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    schemas: dict[str, Any] = document["components"]["schemas"]
    return schemas


@functools.cache
def requirement_ids(api: str) -> list[str]:
    """The ids of the requirements of an API that are written by hand."""
    text = (_folder() / api / "requirements.yaml").read_text(encoding="utf-8")
    return re.findall(r"^([A-Z][\w-]*):", text, re.MULTILINE)


def _folder() -> Path:
    """Inside the package in an installed wheel, beside it in a checkout."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "specs"
    return installed if installed.is_dir() else package.parent / "specs"
