"""``conformance serve``: a reference server on a loopback port, honest or with a fault, for as long as it is wanted."""

import click
import uvicorn

from conformance import catalogue
from conformance.serving import bound, variant


@click.command()
@click.argument("api")
@click.option("--fault", default="", help="Serve with this fault.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, help="Loopback port; 0 takes any free one [8000].")
def serve(api: str, fault: str, port: int) -> None:
    """Serve the reference server of an API on 127.0.0.1, on the clock on the wall."""
    catalogue.load(api)
    server = variant(api, fault)()
    with bound(port) as listener:
        click.echo(f"{fault or 'honest'} {api} on http://127.0.0.1:{listener.getsockname()[1]}  (Ctrl-C ends it)")
        said = server.as_target()
        for credentials in filter(None, (said["credentials"], said.get("secondTenant"))):
            click.echo("".join(f"  {name} {value}" for name, value in credentials.items()))
        uvicorn.Server(uvicorn.Config(server.app, log_level="warning", lifespan="off")).run(sockets=[listener])
