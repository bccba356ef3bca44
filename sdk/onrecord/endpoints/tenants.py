"""What can be asked about tenants."""

from onrecord.endpoints._base import Endpoint, RawEndpoint, Room
from onrecord.wire import logos
from onrecord.wire import tenants as t
from onrecord.wire.page import Page


GET_BRANDING = Endpoint(
    "branding.get", "GET", "/branding", t.GetBranding, t.BrandingView, writes=False
)
SET_BRANDING = Endpoint(
    "branding.set",
    "PUT",
    "/branding",
    t.SetBranding,
    t.BrandingView,
    writes=True,
    scope="branding:write",
)
PREVIEW_BRANDING = Endpoint(
    "branding.preview",
    "POST",
    "/branding/preview",
    t.PreviewBranding,
    t.BrandingPreview,
    writes=False,
    scope="branding:write",
)
LIST_BRANDING_VERSIONS = Endpoint(
    "branding.versions",
    "GET",
    "/branding/versions",
    t.ListBrandingVersions,
    Page[t.BrandingVersion],
    writes=False,
    scope="branding:write",
)
RESTORE_BRANDING = Endpoint(
    "branding.restore",
    "POST",
    "/branding/versions/{version}/restore",
    t.RestoreBranding,
    t.BrandingView,
    writes=True,
    scope="branding:write",
)
ADD_LOGO = Endpoint(
    "branding.add_logo",
    "POST",
    "/branding/logos",
    logos.AddLogo,
    logos.Logo,
    writes=True,
    status=201,
    scope="branding:write",
    room=Room(512 * 1024, 100),
)
GET_LOGO = RawEndpoint(
    "branding.logo", "GET", "/branding/logos/{logo_id}", logos.GetLogo, writes=False
)
SUSPEND_TENANT = Endpoint(
    "tenant.suspend",
    "POST",
    "/tenant/suspend",
    t.SuspendTenant,
    t.TenantStatus,
    writes=True,
    scope="tenant:manage",
)
RESUME_TENANT = Endpoint(
    "tenant.resume",
    "POST",
    "/tenant/resume",
    t.ResumeTenant,
    t.TenantStatus,
    writes=True,
    scope="tenant:manage",
)
