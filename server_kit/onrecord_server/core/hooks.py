"""The three hooks: gates before, projections inside, reactors after. There are no others.

* A **gate** is asked inside the transaction, before the change, with values and no session. It may
  refuse. It does no input or output.
* A **projection** runs inside the transaction, after the numbering, with the sealed events of one
  type. What it raises undoes the batch.
* A **reactor** runs after the commit, from the stream, with a durable cursor, at least once.
"""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from pydantic import BaseModel

from onrecord.errors import Refusal
from onrecord_server.core.actor import Actor
from onrecord_server.core.upkeep import Upkeep


if TYPE_CHECKING:
    from onrecord_server.core.draft import Sealed
    from onrecord_server.core.unit import Unit


@dataclass(frozen=True, slots=True)
class Proposal:
    """What somebody is about to do: the endpoint's name, the command, and who asks."""

    name: str
    command: BaseModel
    actor: Actor


@dataclass(frozen=True, slots=True)
class Gate:
    """Asked before the change. ``ask`` gets a list and returns a refusal or ``None`` for each.

    ``on`` names endpoints, such as ``messages.send``. A gate that raises refuses: it fails closed.
    """

    name: str
    on: frozenset[str]
    ask: Callable[[Sequence[Proposal]], Sequence[Refusal | None]]


@dataclass(frozen=True, slots=True)
class Projection:
    """Run inside the transaction with the sealed events of the types in ``on``, in order."""

    name: str
    on: frozenset[str]
    apply: Callable[["Unit", Sequence["Sealed"]], None]


Apply = Callable[["Unit", Sequence["Sealed"]], None]
#: The projections of our own domains: they run before the host's.
PROJECTIONS: Final[list[Projection]] = []


def projects(name: str, *types: str) -> Callable[[Apply], Apply]:
    """Register a domain's own projection of events of these types."""

    def register(apply: Apply) -> Apply:
        PROJECTIONS.append(Projection(name, frozenset(types), apply))
        return apply

    return register


@dataclass(frozen=True, slots=True)
class Reactor:
    """Run after the commit, at least once and in order; ``handle`` gets tenant and envelopes.

    It may be ``def`` or ``async def``. After ``attempts`` failures the reactor parks on that tenant,
    visibly, until it is released. A ``bare`` one gets position, type and object of what happened, and
    no words: cheap for whoever reads the state itself.
    """

    name: str
    handle: Callable[[str, Sequence[dict[str, Any]]], Awaitable[None] | None]
    attempts: int = 8
    batch: int = 256
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Hooks:
    """The hooks of one ``OnRecord``."""

    gates: tuple[Gate, ...] = ()
    projections: tuple[Projection, ...] = ()
    reactors: tuple[Reactor, ...] = ()
    #: Who may run an operation at all; given by the composition root, asked before each that runs
    #: alone. One of a set admits its actors itself.
    admit: Callable[[Any, str], None] | None = None
    #: The roles whose people make spaces of a tenant; given by the composition root.
    space_creators: Callable[[str], Sequence[str]] = lambda _: ("everybody",)
    #: Maps what the host says of a person to our duties, ``None`` for the roles as they are; from there.
    roles: Callable[[Any], Any] | None = None
    #: Says who somebody in an imported file is: tenant, format, what the file calls them, their name there.
    match_people: Callable[[str, str, str, str | None], str | None] | None = None
    #: How the host's code says a tenant looks; given by the composition root.
    branding: Callable[[str], Any] | None = None
    #: The only emoji that a tenant takes, ``None`` for all; given by the composition root.
    emoji: Callable[[str], Collection[str] | None] | None = None
    #: Told of tenant, subject that nobody has described and who looks; from the composition root.
    undescribed: Callable[[str, str, str], None] | None = None
    #: The host's own classifiers by their names; given by the composition root.
    classifiers: Mapping[str, Any] = field(default_factory=dict)
    #: What files a tenant takes, and the name of the store that new ones go to; from there too.
    files: Callable[[str], tuple[Any, str]] | None = None
    #: How the mount is seen from outside, for links that leave it; given by the composition root.
    public_base_url: str | None = None
    #: What the host set up to keep the record sound; given by the composition root.
    upkeep: Upkeep = field(default_factory=Upkeep)
