"""The pytest plugin: options, collection of suites, and the session fixture.

The settings of a caller's pytest.ini decide nothing here: suites are collected by their place, not by the caller's patterns.
"""

import importlib
from pathlib import Path
from typing import Any

import pytest

import conformance
from conformance import workers
from conformance.checks import SUITES
from conformance.conductor import HEARING, Conductor
from conformance.session import Session

_SUITES = Path(conformance.__file__).parent / "suites"

def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("conformance", "conformance of an API")
    group.addoption("--target", type=Path, help="YAML file of the target; without it a reference server is judged")
    group.addoption("--conformance-fault", default="", help="judge the reference server with this fault")
    group.addoption("--conformance-seed", type=int, default=0, help="seed of all chance")
    group.addoption("--conformance-slow", action="store_true", help="ask also what takes real time")
    group.addoption("--conformance-strict", action="store_true", help="disputed and recommended promises gate too")
    group.addoption("--conformance-in-process", action="store_true", help="drive the reference server without a network")
    group.addoption("--conformance-requirement", action="append", default=[], help="ask only about ids that begin with this")
    group.addoption("--conformance-folder", type=Path, help="where the record goes; default: reports/<api>-<time>")


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Conductor(config), "conformance-conductor")
    config.pluginmanager.register(workers, "conformance-workers")


class SuiteModule(pytest.Module):
    """A module of a suite; its checks are the functions named ``test_...``, whatever python_functions says."""

    def _getobj(self) -> Any:
        return importlib.import_module(".".join([SUITES, *self.path.relative_to(_SUITES).with_suffix("").parts]))

    def funcnamefilter(self, name: str) -> bool:
        return name.startswith("test_")

    def classnamefilter(self, name: str) -> bool:
        return False


def _suite(path: Path, parent: pytest.Collector) -> SuiteModule | None:
    if path.suffix != ".py" or path.name in ("__init__.py", "conftest.py") or path.parent.parent != _SUITES:
        return None
    # pytest would name a node after the place it was started from; ours are named after the suite.
    name = f"{SUITES.replace('.', '/')}/{path.parent.name}/{path.name}"
    node: SuiteModule = SuiteModule.from_parent(parent, path=path, nodeid=name)
    return node


@pytest.hookimpl(tryfirst=True)
def pytest_pycollect_makemodule(module_path: Path, parent: pytest.Collector) -> pytest.Module | None:
    return _suite(module_path, parent)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Module | None:
    return _suite(file_path, parent)


@pytest.fixture
def session(request: pytest.FixtureRequest) -> Session:
    """The session of the API that a check belongs to."""
    session: Session = request.node.stash[HEARING].session
    return session
