"""One process with the checks collected, from which each mutant gets a copy of its own."""

import contextlib
import functools
import gc
import importlib.abc
import importlib.util
import json
import os
import resource
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from types import CodeType
from typing import Any

import pytest

from bench.mutants.making import PACKAGE, SERVER, Mutant, module_of
from conformance import serving, suites
from conformance.checks import id_of
from conformance.conductor import HEARING, hear, lines_of
from conformance.isolation import ALONE, alone
from conformance.serving import InProcess
from conformance.session import Options, opened
from conformance.sweep import Unrecorded

API = "opeasy"
CHECK_SECONDS, TRIAL_SECONDS, WALL_SECONDS, MEMORY = 30, 150, 900, 4 * 2**30
WARM_UP_SECONDS = 4


class Answering(InProcess):
    """Answers 500 where the app raises, as a server on a port does, instead of raising at the client."""

    def __init__(self, app: Any) -> None:
        super().__init__(_calm(app))


def _calm(app: Any) -> Any:
    async def answering(scope: Any, receive: Any, send: Any) -> None:
        with contextlib.suppress(Exception):  # Starlette answers 500 before it raises once more
            await app(scope, receive, send)
    return answering


class Work(Unrecorded):
    """A pytest plugin that does some work instead of running the collected checks."""

    def __init__(self, work: Callable[["Work"], None], seed: int) -> None:
        self._work, self.seed = work, seed
        self.items: dict[str, pytest.Item] = {}
        self.lines: list[dict[str, Any]] = []

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        self.items = {id_of(item.nodeid): item for item in session.items}
        _compiled()
        self._warm_up()
        gc.collect()
        gc.freeze()  # what is frozen is not copied when a child collects
        self._work(self)
        return True

    def _warm_up(self) -> None:
        """Ask a few checks, so that what the harness compiles and loads once is there for all mutants."""
        end = time.process_time() + WARM_UP_SECONDS
        for name in [name for name in self.items if "callback" not in name][::7]:  # no threads before a fork
            if time.process_time() > end:
                break
            list(judged(self, [name]))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.lines += lines_of(report)


def with_checks(work: Callable[[Work], None], seed: int) -> None:
    """Collect the checks and do some work with them."""
    package = Path(suites.__file__).parent / API
    with alone():
        pytest.main([str(package), *ALONE, "-s", "--rootdir", str(package.parent.parent.parent), "--confcutdir", str(package),
                     "-p", "conformance.plugin", "--conformance-in-process"], plugins=[Work(work, seed)])


def judged(work: Work, names: Sequence[str], alarm: Callable[[], None] = lambda: None) -> Iterator[dict[str, Any]]:
    """The answers of some checks about the server as it is now, one check after another, all on one server."""
    with opened(API, Options(in_process=True, seed=work.seed), recorded=False) as session:
        for name in names:
            alarm()
            work.lines.clear()
            stash = work.items[name].stash
            before = stash[HEARING]
            hear(work.items[name], session)
            stash[HEARING] = before  # the session need not live longer
            yield from [line for line in work.lines if line["kind"] == "answer"]


def fresh_server(mutant: Mutant | None = None) -> None:
    """Forget the server; whoever imports it next gets it with the mutant in it."""
    serving.InProcess = Answering  # type: ignore[misc]
    for name in [name for name in sys.modules if name == PACKAGE or name.startswith(f"{PACKAGE}.")]:
        del sys.modules[name]
    if mutant:
        sys.meta_path.insert(0, _Finder(mutant))


class _Finder(importlib.abc.MetaPathFinder):
    """Finds the modules of the server, compiled once for all mutants but the one that has the change in it."""

    def __init__(self, mutant: Mutant) -> None:
        self.mutant = mutant

    def find_spec(self, fullname: str, path: Any, target: Any = None) -> Any:
        if fullname not in _compiled():
            return None
        file = _compiled()[fullname].co_filename
        places = [str(Path(file).parent)] if file.endswith("__init__.py") else None
        return importlib.util.spec_from_file_location(fullname, file, loader=_Loader(file, self.mutant),
                                                      submodule_search_locations=places)


class _Loader(importlib.abc.InspectLoader):
    def __init__(self, path: str, mutant: Mutant) -> None:
        self.path, self.mutant = path, mutant

    def get_source(self, fullname: str) -> str:
        return self.mutant.source()

    def get_code(self, fullname: str) -> CodeType:
        return self.source_to_code(self.get_source(fullname), self.path) if fullname == self.mutant.module \
            else _compiled()[fullname]


@functools.cache
def _compiled() -> dict[str, CodeType]:
    """The modules of the server by name."""
    return {module_of(str(path.relative_to(SERVER))): compile(path.read_text(encoding="utf-8"), str(path), "exec")
            for path in SERVER.rglob("*.py")}


def alarm() -> Callable[[], None]:
    """What starts the time of the next check; whoever takes too much of it, or sleeps for ever, is killed.

    A check may take so much time of the processor, whatever else the machine does; only all of them have an end on the clock.
    """
    signal.setitimer(signal.ITIMER_REAL, WALL_SECONDS)
    return lambda: signal.setitimer(signal.ITIMER_PROF, CHECK_SECONDS) and None


def child(task: Callable[[], Any]) -> tuple[int, Path]:
    """Do a task in a copy of this process; its id, and the file with what comes of it."""
    handle, name = tempfile.mkstemp(prefix="mutant-")
    pid = os.fork()
    if pid:
        os.close(handle)
        return pid, Path(name)
    try:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(task(), file)
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def in_child(task: Callable[[], Any]) -> Any:
    """What comes of a task that leaves no traces in this process."""
    pid, file = child(task)
    _, status = os.waitpid(pid, 0)
    text = file.read_text(encoding="utf-8")
    file.unlink()
    if status:
        raise SystemExit("the work of a child came to nothing, see above")
    return json.loads(text)


def outcomes(tasks: Iterable[tuple[Any, Callable[[], Any]]], workers: int) -> Iterator[tuple[Any, Any]]:
    """What comes of each task, by its name, as they end; None for one that was killed by its alarm."""
    waiting, running = iter(tasks), {}
    while True:
        while len(running) < workers and (task := next(waiting, None)):
            pid, file = child(task[1])
            running[pid] = task[0], file
        if not running:
            return
        pid, status = os.wait()
        name, file = running.pop(pid)
        text = file.read_text(encoding="utf-8")
        file.unlink()
        if status and not (os.WIFSIGNALED(status) and os.WTERMSIG(status) in (signal.SIGPROF, signal.SIGALRM)):
            raise SystemExit(f"the trial of {name} came to nothing, see above")
        yield name, None if status else json.loads(text)
