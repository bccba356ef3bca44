"""onrecord_server: chat that a company mounts in its own ASGI app, in its own database."""

from onrecord import __version__
from onrecord.wire.tenants import Branding, Palette
from onrecord_server.app import OnRecord
from onrecord_server.attachments.captioning import Captions
from onrecord_server.attachments.scanning import Scanner, Verdict
from onrecord_server.config import OnRecordConfig
from onrecord_server.core.files import Attachments, FileRules
from onrecord_server.core.hooks import Gate, Projection, Proposal, Reactor
from onrecord_server.core.settings import Limits
from onrecord_server.core.sqlite import immediate
from onrecord_server.doorway.limits import Rate, RateLimits
from onrecord_server.encryption.providers import EnvironmentKeys, FileKeys, HostKeys, KeyProvider
from onrecord_server.moderation.classifying import Classifier
from onrecord_server.moderation.http_classifying import HttpClassifier
from onrecord_server.people.identity import Identity
from onrecord_server.people.issuers import Issuer
from onrecord_server.people.tokens import TokenKey
from onrecord_server.tenants.directory import Tenant


__all__ = [
    "Attachments",
    "Branding",
    "Captions",
    "Classifier",
    "EnvironmentKeys",
    "FileKeys",
    "FileRules",
    "Gate",
    "HostKeys",
    "HttpClassifier",
    "Identity",
    "Issuer",
    "KeyProvider",
    "Limits",
    "OnRecord",
    "OnRecordConfig",
    "Palette",
    "Projection",
    "Proposal",
    "Rate",
    "RateLimits",
    "Reactor",
    "Scanner",
    "Tenant",
    "TokenKey",
    "Verdict",
    "__version__",
    "immediate",
]
