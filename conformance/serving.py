"""Reference servers for the harness: in its own process, or on a loopback port of a thread beside it.

Either way server and harness share one virtual clock, so that hours of the document cost no time.
"""

import asyncio
import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import uvicorn

from conformance.clock import VirtualClock
from conformance.problems import Problem, did_you_mean
from conformance.reference import server_class
from conformance.reference.faults import faults
from conformance.reference.faults.derived import derived_faults
from conformance.reference.null import NULL_TARGETS
from conformance.target import Limits, Receiving, Target, load
from conformance.verdict import ExitCode

ASGIApp = Callable[..., Any]
CAPABILITIES = {"jsonBody": True, "webhooks": True}


def variant(api: str, fault: str = "") -> Any:
    """The class of the honest server, or of one with a fault; raises Problem ``unknown-fault``."""
    if not fault:
        return server_class(api)
    by_hand = faults(api)
    known = by_hand if fault in by_hand else derived_faults(api)
    if fault not in known:
        raise Problem("unknown-fault", f"no fault is called {fault}", f"{api} has {len(by_hand) + len(known)} faults",
                      did_you_mean(fault, [*by_hand, *known], f"`conformance list {api} --faults` shows them"))
    return known[fault]


def target_of(api: str, server: Any, base_url: str, clock: VirtualClock, fault: str = "") -> Target:
    """The target that a reference server is."""
    settings = server.settings
    (first, key), (second, other) = list(settings.enterprises.items())[:2]
    return Target(api=api, name=f"reference {api}", base_url=base_url, reference=True, fault=fault, clock=clock,
                  credentials={"enterpriseId": first, "apiKey": key},
                  second_tenant={"enterpriseId": second, "apiKey": other}, capabilities=CAPABILITIES,
                  world=_world(settings), receiver=Receiving(),
                  limits=Limits(requestTimeout=10.0, pollInterval=0.1, completionTimeout=600.0))


def _world(settings: Any) -> dict[str, Any]:
    """What the first enterprise has; the last four of its numbers follow one another."""
    numbers = next(iter(settings.phone_numbers.values()))
    names = {"domain": (settings.domain,), "groupId": settings.groups, "secondGroupId": settings.groups[1:],
             "userProfile": settings.user_profiles, "phoneNumber": numbers, "department": settings.departments,
             "servicePacks": settings.service_packs, "callPickupGroup": settings.call_pickup_groups,
             "huntGroup": settings.hunt_groups, "networkClassOfService": settings.network_classes_of_service,
             "language": settings.languages, "timeZone": settings.time_zones, "teamsVoiceRoute": settings.voice_routes,
             "teamsPbxLocation": settings.pbx_locations, "deviceType": settings.device_types,
             "managedDeviceType": settings.device_types[1:], "deviceTemplate": settings.device_templates,
             "callCenterId": settings.call_centers,
             "secondCallCenterId": settings.call_centers[1:], "supervisorId": settings.supervisors}
    return {**{key: known[0] for key, known in names.items() if known},
            "phoneNumberRange": f"{numbers[-4]} - {numbers[-1]}"}


class InProcess(httpx.BaseTransport):
    """Drives an ASGI app without a network. A TimeoutError or ConnectionError of the app becomes that of a transport."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._loop = asyncio.new_event_loop()
        self._async = httpx.ASGITransport(app=app, raise_app_exceptions=True)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        try:
            return self._loop.run_until_complete(self._answer(request))
        except TimeoutError as reason:
            raise httpx.ReadTimeout(str(reason), request=request) from reason
        except ConnectionError as reason:
            raise httpx.ReadError(str(reason), request=request) from reason

    async def _answer(self, request: httpx.Request) -> httpx.Response:
        answer = await self._async.handle_async_request(request)
        # As a stream, because httpx would add the Content-Length that a content lacks.
        return httpx.Response(answer.status_code, headers=answer.headers.raw, stream=httpx.ByteStream(await answer.aread()))

    def close(self) -> None:
        self._loop.close()


@contextlib.contextmanager
def loopback(app: ASGIApp, port: int = 0) -> Iterator[str]:
    """Serve an app on a loopback port, and give its base URL; raises Problem ``port-in-use``."""
    with bound(port) as listener:
        server = uvicorn.Server(uvicorn.Config(app, log_level="critical", access_log=False, lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(5)


@contextlib.contextmanager
def bound(port: int) -> Iterator[socket.socket]:
    """A socket that listens on a loopback port; 0 takes any free one."""
    # With its protocol named, asyncio turns Nagle's algorithm off; otherwise each answer waits 40 ms for an acknowledgement.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", port))
    except (OSError, OverflowError) as reason:
        listener.close()
        raise Problem("port-in-use", f"port {port} cannot be listened on", str(reason),
                      "choose another --port, or 0 for any free one", ExitCode.NOBODY_CAN_SAY) from reason
    listener.listen(128)
    with listener:
        yield listener


@contextlib.contextmanager
def addressed(api: str, path: Path | None, fault: str, null: str,
              in_process: bool) -> Iterator[tuple[Target, httpx.BaseTransport | None]]:
    """The target of a target file, or a reference server while it serves, with the transport that leads to it."""
    if path:
        if fault:
            raise Problem("fault-needs-reference", "--fault and --target exclude each other",
                          "a fault is a lie of the reference server", "leave one of them out")
        yield load(path, api), None
        return
    clock = VirtualClock()
    server = variant(api, fault)(clock=clock.now)
    if in_process:
        app = NULL_TARGETS[null]() if null else server.app
        yield target_of(api, server, "http://reference", clock, fault or null), InProcess(app)
        return
    with loopback(server.app) as url:
        yield target_of(api, server, url, clock, fault), None
