"""What every worker of a campaign is made of: chat behind the simplest login there is."""

import os
from typing import Any

from starlette.applications import Starlette
from starlette.requests import HTTPConnection

from onrecord_server import Identity, OnRecord
from onrecord_server.doorway.limits import OFF


TENANT = "campaign"


def identify(connection: HTTPConnection) -> Identity | None:
    """Take the header for the person: the campaign is behind nobody."""
    person = connection.headers.get("x-person")
    return Identity(tenant=TENANT, person=person, name=person.title()) if person else None


def mounted(**more: Any) -> tuple[Starlette, OnRecord]:
    """Return an app and the chat in it, on the database that the environment names."""
    app = Starlette()
    chat = OnRecord(
        os.environ["CAMPAIGN_DATABASE"],
        identify=identify,
        tenants=[TENANT],
        rate_limits=OFF,
        checkpoint_keys=os.environ["CAMPAIGN_KEYS"],
        **more,
    )
    chat.mount(app, "/chat")
    return app, chat
