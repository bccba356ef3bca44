"""How a tenant looks now, and how that becomes another version on the record."""

import json
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from onrecord.errors import Invalid
from onrecord.wire import tenants as wire
from onrecord_server.core.doc import Doc
from onrecord_server.core.draft import EVERYBODY, Draft
from onrecord_server.core.operation import Tx, Unchanged
from onrecord_server.tenants import branding as looks
from onrecord_server.tenants import texts
from onrecord_server.tenants.rows import logos, tenants


@dataclass(frozen=True, slots=True)
class Look:
    """A branding, and its version; 0 is what the host says in code."""

    branding: wire.Branding
    version: int
    own: bool


def row(tx: Tx) -> Any:
    """Return the row of the actor's tenant."""
    return tx.execute(sa.select(tenants).where(tenants.c.tenant == tx.tenant)).one()


def update(tx: Tx, **values: Any) -> None:
    """Change the row of the actor's tenant."""
    tx.execute(sa.update(tenants).where(tenants.c.tenant == tx.tenant).values(**values))


def current(tx: Tx) -> Look:
    """Return the tenant's look: its own, else the one in the host's code, else the default."""
    found = row(tx)
    if found.branding is None:
        return Look(of_the_host(tx), found.branding_version, own=False)
    own = wire.Branding.model_validate_json(found.branding)
    return Look(own, found.branding_version, own=True)


def of_the_host(tx: Tx) -> wire.Branding:
    """Return what the host says in code, else the default."""
    look_up = tx.unit.hooks.branding
    return (None if look_up is None else look_up(tx.tenant)) or wire.Branding()


def change(tx: Tx, branding: wire.Branding, restored: int | None = None) -> Doc[wire.BrandingView]:
    """Give the tenant a look as a new version; the one that it has already makes none."""
    now = current(tx)
    if now.own and now.branding == branding:
        shown = looks.present(branding, now.version)
        return Unchanged(wire.BrandingView, shown.model_dump(mode="json"))
    version, document = now.version + 1, branding.model_dump(mode="json")
    update(tx, branding=json.dumps(document, ensure_ascii=False), branding_version=version)
    tx.record(
        Draft(
            type="tenant.branded",
            object="tenant",
            audience=EVERYBODY,
            event={"version": version},
            facts={} if restored is None else {"restored": restored},
            version=version,
            content=document,
            content_id=content_id(version),
        )
    )
    return Doc.of(looks.present(branding, version))


def check_logos(tx: Tx, branding: wire.Branding) -> None:
    """Refuse a branding that names a logo that is not there. Raises ``Invalid`` with each of them."""
    named = {"logo_light": branding.logo_light, "logo_dark": branding.logo_dark}
    query = sa.select(logos.c.id).where(
        logos.c.tenant == tx.tenant, logos.c.id.in_([one for one in named.values() if one])
    )
    kept = set(tx.execute(query).scalars())
    wrong = {
        name: "is not kept here: add it first"
        for name, one in named.items()
        if one and one not in kept
    }
    if branding.logo_dark and not branding.logo_light:
        wrong["logo_light"] = "is needed where there is a dark one"
    if wrong:
        errors = [{"pointer": f"/branding/{name}", "detail": said} for name, said in wrong.items()]
        raise Invalid("The logos of this branding cannot be shown.", errors=errors)


def check_name(branding: wire.Branding) -> None:
    """Refuse a product without a name, or with one that no heading has room for. Raises ``Invalid``."""
    found = texts.fault_of_name(branding.product_name)
    if found:
        raise Invalid(found, errors=[{"pointer": "/branding/product_name", "detail": found}])


def check_texts(branding: wire.Branding) -> None:
    """Refuse texts that no tenant may replace, or that do not fit. Raises ``Invalid`` with each."""
    found = texts.faults(branding)
    if found:
        errors = [{"pointer": f"/branding/texts/{at}", "detail": said} for at, said in found]
        raise Invalid("Some of these texts cannot stand in place of ours.", errors=errors)


def content_id(version: int) -> str:
    """Return the name of the content that holds a version."""
    return f"branding:{version}"
