"""Who acts inside one operation."""

from dataclasses import dataclass, field
from typing import Final


#: What the host's own code may do in process, where it controls the database anyway.
HOST_SCOPES: Final = frozenset(
    {
        "people:write",
        "branding:write",
        "tenant:manage",
        "people:introduce",
        "subjects:bind",
        "announcements:manage",
        "spaces:manage",
        "policy:draft",
        "conversations:tag",
        "samples:draw",
        "imports:bring",
        "sms:manage",
    }
)
#: What it may do while it acts as a person, whose own rights hold otherwise.
PERSONAL_SCOPES: Final = frozenset({"people:introduce", "subjects:bind", "impersonate"})


@dataclass(frozen=True, slots=True)
class Actor:
    """An identity, and what it acts for.

    ``person`` is the host's id of a person, or ``service:…`` for the host's own code.
    ``on_behalf_of`` names the service that acts as that person; entries carry it.
    ``token_from`` is when the token was made by which the actor came (Unix microseconds), if one was.
    """

    tenant: str
    person: str
    scopes: frozenset[str] = field(default=frozenset())
    on_behalf_of: str | None = None
    token_from: int | None = None

    @property
    def is_service(self) -> bool:
        """Say whether this is the host's own code, acting as nobody."""
        return self.person.startswith("service:")

    def has(self, scope: str) -> bool:
        """Say whether the actor holds a scope."""
        return scope in self.scopes


def host_actor(tenant: str, service: str = "host") -> Actor:
    """Return the host's own code as an actor: all scopes, party to nothing."""
    return Actor(tenant, f"service:{service}", HOST_SCOPES)
