"""A target: where an implementation is, how to be admitted, what it declares, and what a run may touch.

Secrets come from environment variables only. ``specs/schema/target.json`` describes the file.
"""

import math
import os
import re
import ssl
import urllib.parse
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from conformance import bindings as binding
from conformance import catalogue
from conformance.clock import Clock, WallClock
from conformance.problems import Problem, did_you_mean

_SECRET = re.compile(r"key|pass|secret|token|authorization", re.IGNORECASE)


@dataclass(frozen=True)
class Limits:
    """Seconds, except for what says otherwise."""

    requestTimeout: float = 10.0  # noqa: N815 - the keys of the target file
    requestsPerSecond: float = 0.0  # noqa: N815 - 0: as fast as the target answers
    pollInterval: float = 2.0  # noqa: N815
    completionTimeout: float = 120.0  # noqa: N815
    maxObjects: int = 5_000  # noqa: N815
    maxBodyBytes: int = 20_000_000  # noqa: N815


@dataclass(frozen=True)
class Receiving:
    """Where callbacks of a target are listened for, port 0 being any free one, and how it reaches that place if it is not
    by host and port. Without ``certificate`` (a PEM file, like ``key``) one is made."""

    host: str = "127.0.0.1"
    port: int = 0
    address: str = ""
    certificate: str = ""
    key: str = ""


@dataclass(frozen=True)
class Target:
    """One implementation to be judged."""

    api: str
    name: str
    base_url: str
    credentials: Mapping[str, str]
    second_tenant: Mapping[str, str] | None = None
    capabilities: Mapping[str, bool] = field(default_factory=dict)
    world: Mapping[str, Any] = field(default_factory=dict)
    limits: Limits = Limits()
    guards: Mapping[str, str] = field(default_factory=dict)
    bindings: binding.Bindings = field(default_factory=dict)
    tls: ssl.SSLContext | bool = True
    receiver: Receiving | None = None
    clock: Clock = field(default_factory=WallClock)
    reference: bool = False
    fault: str = ""
    file: str = ""

    def lacks(self, need: str, slow: bool = False) -> str:
        """Why this target cannot serve a need of a requirement; empty if it can."""
        if need == "second tenant" and not self.second_tenant:
            return "needs a second tenant: add secondTenant to the target file"
        if need in ("time", "slow") and not (self.clock.virtual or slow):
            return f"needs {need}: run with --slow"
        if need.startswith("world.") and not self.world.get(need.removeprefix("world.")):
            return lacking(need.removeprefix("world."))
        if need.startswith("credentials.") and not self.credentials.get(name := need.removeprefix("credentials.")):
            return f"needs {need}: add `{name}: {{env: ...}}` under credentials in the target file"
        if need.partition(".")[0] == "binding":
            return binding.lacking(self.bindings, need)
        if need == "receiver" and not self.receiver:
            return "needs a receiver of callbacks: add receiver to the target file"
        return ""

    def offers(self, capability: str) -> bool:
        """Whether a capability is declared; what the file does not mention is not."""
        return not capability or bool(self.capabilities.get(capability))

    @property
    def secrets(self) -> list[str]:
        """Values that must never be shown."""
        tenants = [self.credentials, self.second_tenant or {}]
        return [value for tenant in tenants for name, value in tenant.items() if _SECRET.search(name)]

    def facts(self) -> dict[str, Any]:
        """What the header of a record says about it."""
        return {"name": self.name, "baseUrl": self.base_url, "capabilities": dict(self.capabilities),
                "reference": self.reference, "fault": self.fault, "file": self.file}


def lacking(name: str) -> str:
    """What to add where the target file leaves out a name of ``world``."""
    return f"needs world.{name}: add `{name}: ...` under world in the target file"


def load(path: Path, api: str | None = None) -> Target:
    """The target that a file describes; raises Problem with a code that begins with ``target-`` or ``credential-``."""
    said = _checked(_read(path), path)
    name, second = _api(said["api"], api, path), said.get("secondTenant")
    return Target(api=name, name=said.get("name", path.stem), base_url=_address(said["baseUrl"], path),
                  credentials=_credentials(said["credentials"], path),
                  second_tenant=_credentials(second, path) if second else None,
                  capabilities=said.get("capabilities", {}), world=said["world"], guards=said.get("guards", {}),
                  bindings=binding.read(name, said.get("bindings", {}), path),
                  limits=_limits(said.get("limits", {}), path), tls=_tls(said.get("tls", {}), path), file=str(path),
                  receiver=_receiving(said["receiver"], path) if "receiver" in said else None)


def _read(path: Path) -> Any:
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as reason:
        raise Problem("target-file", f"the target file {path} cannot be read", str(reason),
                      "give the path of a YAML file; fixtures/targets has examples") from reason
    except (yaml.YAMLError, RecursionError) as reason:
        raise Problem("target-file", f"the target file {path} is not valid YAML", " ".join(str(reason).split()),
                      "mind the indentation, and quote values with a colon") from reason


def _checked(said: Any, path: Path) -> Any:
    if not (isinstance(said, dict) and all(isinstance(key, str) for key in said)):
        raise Problem("target-file", f"{path} does not describe a target", "it is no YAML mapping of names to values",
                      "begin with `api:` and `baseUrl:`; fixtures/targets has examples")
    try:
        return catalogue.checked(said, "target", path, code="target-file")
    except Problem as problem:
        if "at credentials" in problem.message or "at secondTenant" in problem.message:
            # What a validator says shows the values, and these may be secrets.
            problem.cause, problem.hint = "a credential is a text, or names a variable", "write it as `{env: NAME}`"
        raise


def _api(name: str, wanted: str | None, path: Path) -> str:
    if name not in catalogue.apis():
        known = catalogue.apis()
        raise Problem("target-file", f"{path} is for an API called {name}", f"the known ones are: {', '.join(known)}",
                      did_you_mean(name, known, "correct `api:` in it"))
    if wanted and name != wanted:
        raise Problem("target-file", f"{path} is for {name}, not for {wanted}", f"it says api: {name}",
                      f"run `conformance run {name} --target {path}`")
    return name


def _address(said: str, path: Path, key: str = "baseUrl") -> str:
    try:
        url = urllib.parse.urlsplit(said)
        wrong = "" if url.hostname and url.port != 0 and said.isprintable() and " " not in said else "it names no host"
        wrong = wrong or ("it has a query or fragment" if url.query or url.fragment else "")
    except ValueError as reason:
        wrong = str(reason)
    if not wrong and "@" in url.netloc:
        raise Problem("credential-in-file", f"the {key} of {path} holds a user name or password",
                      "secrets come from environment variables only", f"take what stands before the @ out of {key}")
    if wrong:
        raise Problem("target-file", f"the {key} of {path} is no address: {said!r}", wrong,
                      "write it like https://provisioning.example.com:8443")
    return said.rstrip("/")


def _limits(said: Mapping[str, Any], path: Path) -> Limits:
    for name, value in said.items():
        if not math.isfinite(value) or value > 1e9:
            raise Problem("target-file", f"{path} is not as it should be at limits/{name}", f"{value} is no limit",
                          "give a number, or leave it out; fixtures/targets shows the defaults")
    return Limits(**said)


def _credentials(said: Mapping[str, Any], path: Path) -> dict[str, str]:
    return {name: _credential(name, value, path) for name, value in said.items()}


def _credential(name: str, value: Any, path: Path) -> str:
    if isinstance(value, str):
        if _SECRET.search(name):
            raise Problem("credential-in-file", f"{path} holds the secret {name} itself",
                          "secrets come from environment variables only",
                          f"write `{name}: {{env: NAME}}`, and set NAME in the environment")
        return value
    secret = os.environ.get(value["env"], "")
    if not secret:
        raise Problem("credential-unset", f"the environment variable {value['env']} is not set",
                      f"{path} takes {name} from it", f"export {value['env']}=... and run again")
    return secret


def _tls(said: Mapping[str, Any], path: Path) -> ssl.SSLContext | bool:
    if not said:
        return True
    ca, certificate, key = (_beside(path, said.get(name)) for name in ("ca", "clientCertificate", "clientKey"))
    try:
        context = ssl.create_default_context(cafile=ca)
        if certificate:
            context.load_cert_chain(certificate, key, password=lambda: "")  # without it OpenSSL asks on the terminal
    except (OSError, ValueError) as reason:
        named = ", ".join(each for each in (ca, certificate, key) if each)
        raise Problem("target-tls", f"the certificates that {path} names cannot be used", f"{named}: {reason}",
                      "tls.ca, tls.clientCertificate and tls.clientKey are PEM files, relative to the target file") from reason
    if not said.get("verify", True):
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


def _receiving(said: Mapping[str, str], path: Path) -> Receiving:
    listen, address = said.get("listen", "127.0.0.1:0"), said.get("address", "")
    try:
        place = urllib.parse.urlsplit(f"//{listen}")
        host, port, wrong = place.hostname or "", place.port or 0, ""
    except ValueError as reason:
        host, port, wrong = "", 0, str(reason)
    if not wrong and host in ("0.0.0.0", "::") and not address:
        wrong = "it names every interface, and does not say how the target reaches one of them"
    if not wrong and address and not port:
        wrong = "a target that is told an address does not know which port was free"
    if wrong:
        raise Problem("target-file", f"{path} is not as it should be at receiver/listen: {listen!r}", wrong,
                      "write `receiver: {listen: 0.0.0.0:9443, address: https://ci-host.example.com:9443}`")
    certificate, key = (_beside(path, said.get(name)) for name in ("certificate", "key"))
    _proven(certificate, key, path)
    return Receiving(host, port, _address(address, path, "receiver/address") if address else "", certificate or "", key or "")


def _proven(certificate: str | None, key: str | None, path: Path) -> None:
    try:
        if certificate:
            ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certificate, key, password=lambda: "")
    except (OSError, ValueError) as reason:
        raise Problem("target-tls", f"the certificate that {path} names for the receiver cannot be used",
                      f"{certificate}, {key}: {reason}",
                      "receiver.certificate and receiver.key are PEM files, relative to the target file") from reason


def _beside(path: Path, name: str | None) -> str | None:
    return str(path.parent / name) if name else None
