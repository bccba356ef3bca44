"""What can be done with a tenant as a whole: how it looks, and whether it may work."""

from typing import Any

from onrecord import endpoints
from onrecord.wire import tenants as wire
from onrecord_server.core.doc import Doc
from onrecord_server.core.draft import NOBODY, Draft
from onrecord_server.core.operation import Tx, Unchanged, implements
from onrecord_server.core.stream import Stored, composes
from onrecord_server.tenants import branding as looks
from onrecord_server.tenants import looking
from onrecord_server.tenants.rules import check_contrast


def product_name(tx: Tx) -> str:
    """Return what the tenant calls the product."""
    return looking.current(tx).branding.product_name


@implements(endpoints.GET_BRANDING)
def get_branding(tx: Tx, command: wire.GetBranding) -> wire.BrandingView:
    """Return the tenant's look: its own, else the one in the host's code, else the default."""
    now = looking.current(tx)
    return looks.present(now.branding, now.version)


@implements(endpoints.SET_BRANDING)
def set_branding(tx: Tx, command: wire.SetBranding) -> Doc[wire.BrandingView]:
    """Give the tenant a new look; colours that cannot be read are refused."""
    check_contrast(command.branding)
    looking.check_name(command.branding)
    looking.check_texts(command.branding)
    looking.check_logos(tx, command.branding)
    return looking.change(tx, command.branding)


@implements(endpoints.PREVIEW_BRANDING)
def preview_branding(tx: Tx, command: wire.PreviewBranding) -> wire.BrandingPreview:
    """Return what setting it would make of it; colours that cannot be read are named, not refused."""
    return looks.preview(command.branding)


@implements(endpoints.SUSPEND_TENANT)
def suspend_tenant(tx: Tx, command: wire.SuspendTenant) -> Doc[wire.TenantStatus]:
    """Stop all reading and writing in the tenant."""
    content = {"reason": command.reason} if command.reason else None
    return _set_status(tx, "suspended", content)


@implements(endpoints.RESUME_TENANT)
def resume_tenant(tx: Tx, command: wire.ResumeTenant) -> Doc[wire.TenantStatus]:
    """Let a suspended tenant work again."""
    return _set_status(tx, "active", None)


def standing(tx: Tx) -> Doc[wire.TenantStatus]:
    """Return whether the tenant may work."""
    return Doc(wire.TenantStatus, {"tenant": tx.tenant, "status": looking.row(tx).status})


def _set_status(tx: Tx, status: str, content: dict[str, Any] | None) -> Doc[wire.TenantStatus]:
    document = {"tenant": tx.tenant, "status": status}
    if looking.row(tx).status == status:
        return Unchanged(wire.TenantStatus, document)
    looking.update(tx, status=status)
    kind = "tenant.resumed" if status == "active" else "tenant.suspended"
    content_id = None if content is None else f"tenant:{tx.ports.entropy(8).hex()}"
    draft = Draft(kind, "tenant", NOBODY, {}, rights=True, content=content, content_id=content_id)
    tx.record(draft)
    return Doc(wire.TenantStatus, document)


@composes("tenant.created", "tenant.suspended", "tenant.resumed")
def _plain(item: Stored) -> dict[str, Any]:
    return {}


@composes("tenant.branded")
def _branded(item: Stored) -> dict[str, Any]:
    return {"version": item.entry["version"]}
