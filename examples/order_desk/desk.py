"""The database and the chat in it: who somebody is, how the chat looks, and how both are opened."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine
from starlette.requests import HTTPConnection

from examples.order_desk.people import COLLEAGUES, TENANT
from examples.order_desk.phone import ACCOUNT, Line
from onrecord import Branding, Palette
from onrecord_server import Identity, OnRecord, Tenant, TokenKey, immediate


BRANDING = Branding(
    product_name="Fairlight Desk",
    logo="/static/mark.svg",
    light=Palette(accent="#1c5b42", surface="#fffdf8", text="#1c231f"),
    dark=Palette(accent="#7cc7a2", surface="#1b1f1c", text="#e8e9e2"),
    fonts=["Source Sans 3", "Segoe UI"],
    radius=12,
)


@dataclass(frozen=True)
class Desk:
    """The database, and the chat that lives in it; ``overseen`` where a policy is to be in force.

    ``line`` is the line to the phone of its customers, where the desk texts with them.
    """

    engine: Engine
    chat: OnRecord
    overseen: bool = True
    line: Line | None = None

    @property
    def reading(self) -> Engine:
        """The same database without its write lock, for pages that only show."""
        return self.engine.execution_options(onrecord_write=False)

    def close(self) -> None:
        """Let go of the database, for programs that end without a server's shutdown."""
        self.chat.close()
        self.engine.dispose()


def identify(connection: HTTPConnection) -> Identity | None:
    """Tell the chat who is there: whoever signed in to the desk."""
    who = COLLEAGUES.get(connection.session.get("person", ""))
    if who is None:
        return None
    return Identity(
        tenant=TENANT,
        person=who.id,
        name=who.name,
        roles=set(who.roles),
        attributes=who.attributes,
        scopes=who.scopes,
    )


def open_desk(
    database: str, keys: Path | None = None, *, overseen: bool = True, line: Line | None = None
) -> Desk:
    """Open the database once for both, so that the two can commit as one.

    The keys in the folder `keys` sign the record's checkpoints while the app is served.
    """
    engine = immediate(create_engine(database))
    chat = OnRecord(
        engine,
        identify=identify,
        tenants={TENANT: Tenant(branding=BRANDING)},
        checkpoint_keys=keys,
        token_key=TokenKey.generate(),
        **_texting(line),
    )
    return Desk(engine, chat, overseen, line)


def _texting(line: Line | None) -> dict[str, Any]:
    """The account in code, and where the phone finds us: providers call back, and sign where they called."""
    if line is None:
        return {}
    return {
        "sms_accounts": {ACCOUNT: line.gateway},
        "public_base_url": line.chat,
        "allowed_origins": line.origins,
    }
