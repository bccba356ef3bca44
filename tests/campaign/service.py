"""What the workers of the campaign run: chat, and the simplest login there is."""

import os

from starlette.applications import Starlette
from starlette.requests import HTTPConnection

from onrecord_server import Identity, OnRecord
from onrecord_server.doorway.limits import OFF


TENANT = "campaign"


def identify(connection: HTTPConnection) -> Identity | None:
    """Take the header for the person: the campaign is behind nobody."""
    person = connection.headers.get("x-person")
    return Identity(tenant=TENANT, person=person, name=person.title()) if person else None


app = Starlette()
chat = OnRecord(
    os.environ["CAMPAIGN_DATABASE"],
    identify=identify,
    tenants=[TENANT],
    rate_limits=OFF,
    checkpoint_keys=os.environ["CAMPAIGN_KEYS"],
)
chat.mount(app, "/chat")
