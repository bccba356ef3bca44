"""What can be read below the mount without an identity: probes and the description of the API."""

from collections.abc import Mapping

from onrecord import __version__
from onrecord.asyncapi import asyncapi_document
from onrecord.openapi import openapi_document
from onrecord_server.core.database import Database
from onrecord_server.engine import Engines
from onrecord_server.rest.app import Page
from onrecord_server.rest.health import Readiness, healthz
from onrecord_server.rest.openapi import Document
from onrecord_server.services import Services


def rest_pages(services: Services) -> Mapping[str, Page]:
    """Return the pages by path below the mount."""
    ready = Readiness({"database": lambda: _ask(services.engines)})
    # Relative to the document itself, so that it is true below every mount and proxy.
    rest = Document(lambda: openapi_document(server="../v1", version=__version__))
    frames = Document(lambda: asyncapi_document(version=__version__))
    return {
        "healthz": healthz,
        "readyz": ready.page,
        "v1/openapi.json": rest.page,
        "v1/asyncapi.json": frames.page,
    }


def _ask(engines: Engines) -> None:
    for database in engines.directory.databases():
        _select(database)


def _select(database: Database) -> None:
    with database.read() as connection:
        connection.exec_driver_sql("SELECT 1")
