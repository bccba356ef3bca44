"""What can be read below the mount without an identity: probes and the description of the API."""

from collections.abc import Callable, Mapping

from onrecord import __version__
from onrecord.asyncapi import asyncapi_document
from onrecord.openapi import openapi_document
from onrecord_server.core.database import Database
from onrecord_server.rest.app import Page
from onrecord_server.rest.health import Check, Readiness, healthz
from onrecord_server.rest.metrics import Metrics
from onrecord_server.rest.openapi import Document
from onrecord_server.services import Services


def rest_pages(
    services: Services, current: Callable[[Database], None], metrics: Metrics | None = None
) -> Mapping[str, Page]:
    """Return the pages by path below the mount; ``current`` raises for an old database."""
    checks = {"database": _each(services, _select), "migrations": _each(services, current)}
    # Relative to the document itself, so that it is true below every mount and proxy.
    rest = Document(lambda: openapi_document(server="../v1", version=__version__))
    frames = Document(lambda: asyncapi_document(version=__version__))
    pages: dict[str, Page] = {
        "healthz": healthz,
        "readyz": Readiness(checks).page,
        "v1/openapi.json": rest.page,
        "v1/asyncapi.json": frames.page,
    }
    return pages if metrics is None else {**pages, "metrics": metrics.page}


def _each(services: Services, check: Callable[[Database], None]) -> Check:
    def all_of_them() -> None:
        for database in services.engines.directory.databases():
            check(database)

    return all_of_them


def _select(database: Database) -> None:
    with database.read() as connection:
        connection.exec_driver_sql("SELECT 1")
