"""The folder of a run: a new one, or one that is taken over from an earlier run."""

import datetime
import itertools
import tempfile
from pathlib import Path

from conformance import ledger, record
from conformance.problems import Problem
from conformance.writers import FILES, stories
from conformance.writers.text import counted


def new(api: str) -> Path:
    """A folder that no run had before, not even one that began in the same second."""
    name = f"{api}-{datetime.datetime.now():%Y%m%d-%H%M%S}"
    folders = (Path("reports") / (f"{name}-{number}" if number > 1 else name) for number in itertools.count(1))
    return next(folder for folder in folders if _made(folder, exist_ok=False))


def taken_over(folder: Path) -> Path:
    """This folder, without record and reports of an earlier run; raises Problem if that run left something on its target."""
    _made(folder, exist_ok=True)
    ledgers = list(folder.glob("ledger*.jsonl"))
    left = sum(len(ledger.read(path)) for path in ledgers)
    if left and not _of_reference(folder):
        raise Problem("left-behind", f"the run in {folder} left {counted(left, 'object')} on its target",
                      "their ids stand in its ledgers, which a new run would replace",
                      f"run `conformance cleanup {folder}` first, or choose another --out")
    reports = (folder / name for name in ("run.jsonl", "harness-error.txt", *FILES.values()))
    for path in (*ledgers, *reports, *folder.glob(f"{stories.FOLDER}/test_*.py")):
        path.unlink(missing_ok=True)
    return folder


def _of_reference(folder: Path) -> bool:
    try:
        return bool(record.read(folder).header["target"].get("reference"))
    except Problem:
        return False


def _made(folder: Path, exist_ok: bool) -> bool:
    """Whether the folder was made; raises Problem if it cannot be, or cannot be written."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(exist_ok=exist_ok)
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError as reason:
        if not exist_ok and isinstance(reason, FileExistsError) and folder.is_dir():
            return False
        raise Problem("not-writable", f"the folder {folder} cannot be written", str(reason),
                      "choose another one with --out") from reason
