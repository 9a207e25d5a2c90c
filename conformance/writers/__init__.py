"""Run record -> reports. Each writer is a pure function of a run; what they all show is made in ``view``."""

from collections.abc import Callable
from pathlib import Path

from conformance.record import Run
from conformance.writers import html, junit, markdown, report_json, stories

WRITERS: dict[str, Callable[[Run], str]] = {
    "junit": junit.write, "json": report_json.write, "markdown": markdown.write, "html": html.write}
FILES = {"junit": "junit.xml", "json": "report.json", "markdown": "summary.md", "html": "report.html"}


def write_all(run: Run, folder: Path) -> list[Path]:
    """Write every report of a run into a folder; returns their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, writer in WRITERS.items():
        paths.append(folder / FILES[name])
        paths[-1].write_text(writer(run), encoding="utf-8", newline="\n")
    for name, text in stories.write(run).items():
        paths.append(folder / stories.FOLDER / name)
        paths[-1].parent.mkdir(exist_ok=True)
        paths[-1].write_text(text, encoding="utf-8", newline="\n")
    return paths
