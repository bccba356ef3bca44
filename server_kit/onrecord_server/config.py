"""Every setting, validated where it is given. Nothing is read at import."""

import math
import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Final, Self

from onrecord.errors import UsageError
from onrecord_server.core.files import Attachments
from onrecord_server.core.hooks import Gate, Projection, Reactor
from onrecord_server.core.settings import Limits
from onrecord_server.core.upkeep import Planned, Upkeep
from onrecord_server.doorway.limits import RateLimits
from onrecord_server.encryption.providers import KeyProvider
from onrecord_server.environment import PREFIX, read
from onrecord_server.journaling.given import Journal
from onrecord_server.moderation.classifying import Classifier
from onrecord_server.people.identity import Identity
from onrecord_server.people.issuers import Issuer
from onrecord_server.people.tokens import TokenKey
from onrecord_server.record.signer import Publish
from onrecord_server.sms.gateways.base import Gateway
from onrecord_server.witnessing.keeping import Witness


_PATH: Final = re.compile(r"/(?![/\\])[!-~]*")


@dataclass(frozen=True, slots=True)
class OnRecordConfig:
    """The settings of one ``OnRecord``; each is a keyword argument of it too."""

    #: Origins besides the app's own that may use a person's cookie, as ``https://app.example.com``.
    allowed_origins: Sequence[str] = ()
    #: Where the mount is seen from outside, where a proxy hides it.
    public_base_url: str | None = None
    #: The path of the app that the page with the whole chat leads back to; ``None`` leads nowhere.
    home_path: str | None = "/"
    #: Put our tables into this schema (PostgreSQL).
    schema: str | None = None
    #: Bring the tables up to date at the start; without it ``onrecord migrate`` does.
    auto_migrate: bool = True
    #: Start on a database that may forget what it has confirmed; warns at every start.
    allow_unsafe_durability: bool = False
    #: Do not print how durable a database is when it is first used; the log has it all the same.
    quiet_start: bool = False
    #: How workers wake each other: ``None`` (PostgreSQL wakes by itself), ``redis://…``, or a
    #: callable that makes a ``Broker`` of your own for each event loop.
    broker: str | Callable[[], Any] | None = None
    #: Seconds between two looks at the stream, in case a wake-up was lost.
    poll_seconds: float = 1.0
    #: Seconds that ``identify`` may take.
    identify_seconds: float = 3.0
    #: Seconds between two questions to ``identify`` about somebody whose socket is open.
    recheck_seconds: float = 60.0
    #: What one message, call or conversation may hold. In the environment a JSON or TOML value.
    limits: Limits = field(default_factory=Limits)
    #: How often one person and one tenant may ask. In the environment a JSON or TOML value.
    rate_limits: RateLimits = field(default_factory=RateLimits)
    #: What files are taken, where they lie and who scans them. In the environment a JSON or TOML value.
    attachments: Attachments = field(default_factory=Attachments)
    #: Wraps the keys that tenants' words are encrypted with: ``file:PATH``, ``env:VARIABLE``, or a
    #: ``KeyProvider``; without it nothing is encrypted.
    encryption: KeyProvider | str | None = field(default=None, repr=False)
    #: Signs the tokens of ``mint_token``: a ``TokenKey``, or the path of a file with its seed.
    token_key: TokenKey | str | Path | None = field(default=None, repr=False)
    #: Tenants' own token issuers. In the environment a JSON or TOML list, without ``fetch``.
    issuers: Sequence[Issuer] = ()
    #: The folder of keys that sign checkpoints (``onrecord keys new``); without it there are none.
    checkpoint_keys: str | Path | None = None
    #: Where signed checkpoints are kept outside: a ``Folder``, ``Bucket``, ``Mailbox``, ``TimeStamps``
    #: or ``Cosigner``, which get the newest one until they have it; or code, called once with tenant
    #: and checkpoint, that may return cosignature lines. Code, so without a variable.
    witnesses: Sequence[Publish | Witness] = ()
    #: Archives that what is said is handed to while the app runs: ``Journal(name, to=…)``, each to a mail
    #: server, a folder or a bucket. Code, so without a variable.
    journals: Sequence[Journal] = ()
    #: Lines to providers of texts, by the names of accounts that have no secrets of their own: a gateway each.
    #: Code, so without a variable.
    sms_accounts: Mapping[str, Gateway] = field(default_factory=dict, repr=False)
    #: Seconds between two self-checks of a tenant's record; 0 checks only when somebody asks.
    check_seconds: float = 86_400.0
    #: The origin line of checkpoints, before the tenant's name: ``app.example.com``.
    checkpoint_origin: str = "onrecord.local"
    #: Serve Prometheus metrics at ``{mount}/metrics``.
    metrics: bool = False
    #: The roles whose people make spaces; ``everybody`` makes team spaces, never broadcast ones.
    space_creators: Sequence[str] = ("everybody",)
    #: Asked, with an ``Identity``, for the duties of each person whom the host describes; returns the
    #: roles that count here. Plain, quick and without input or output. Code, so without a variable.
    roles: Callable[[Identity], Iterable[str]] | None = None
    #: Asked who somebody in an imported file is, with tenant, format, what the file calls them and the
    #: name it shows; returns the id of a person, or ``None``. Quick. Code, so without a variable.
    match_people: Callable[[str, str, str, str | None], str | None] | None = None
    #: Sockets that one person may have open on this worker.
    sockets_a_person: int = 10
    #: Asked, with tenant and subject, about an object of the host that has no card: returns the
    #: members of ``subjects.put`` or ``None``; ``def`` or ``async def``. Code, so without a variable.
    describe_subject: Callable[[str, str], Any] | None = None
    #: Seconds that ``describe_subject`` may take.
    describe_seconds: float = 3.0
    #: The host's own judgement of texts, by the names that policies use: held until it has answered.
    #: Code, so without a variable.
    classifiers: Mapping[str, Classifier] = field(default_factory=dict)
    #: Asked before a change; see ``onrecord_server.core.hooks``. Code, so without a variable.
    gates: Sequence[Gate] = ()
    #: Run inside the transaction of a change. Code, so without a variable.
    projections: Sequence[Projection] = ()
    #: Run after a change, at least once. Code, so without a variable.
    reactors: Sequence[Reactor] = ()

    def __post_init__(self) -> None:
        """Refuse what cannot work. Raises ``UsageError``."""
        for seconds in (
            self.poll_seconds,
            self.identify_seconds,
            self.recheck_seconds,
            self.describe_seconds,
        ):
            if not 0 < seconds < math.inf:
                raise UsageError("seconds are above zero, and finite")
        if not 0 <= self.check_seconds < math.inf:
            raise UsageError("check_seconds are zero, or above it and finite")
        if len({one.name for one in self.journals}) < len(self.journals):
            raise UsageError("each journal has a name of its own")
        if self.sockets_a_person < 1:
            raise UsageError("sockets_a_person is at least one")
        if self.home_path is not None and not _PATH.fullmatch(self.home_path):
            raise UsageError(
                "home_path begins with one slash, and names a place of the same origin"
            )
        if isinstance(self.broker, str) and not self.broker.startswith(("redis://", "rediss://")):
            raise UsageError("broker is a redis:// URL; PostgreSQL needs none")

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None, **given: Any) -> Self:
        """Return the settings: what is given beats ``ONRECORD_…``, which beats the defaults.

        Plain settings are texts, numbers, yes or no, lists with commas; ``limits``, ``rate_limits``
        and ``issuers`` are JSON or TOML values; what is code has no variable. Raises ``UsageError``
        for an unknown keyword or a value that cannot be read.
        """
        known = {f.name: f for f in fields(cls)}
        unknown = sorted(set(given) - known.keys())
        if unknown:
            raise UsageError(f"there is no setting {unknown[0]!r}")
        source = os.environ if environment is None else environment
        base = cls()
        found = {
            name: read(name, text, getattr(base, name))
            for name in known
            if name not in given and (text := source.get(PREFIX + name.upper())) is not None
        }
        return replace(base, **found, **given)


def upkeep(config: OnRecordConfig) -> Upkeep:
    """Return what is set up to keep the record sound, as values."""
    kept = (one.name for one in config.witnesses if isinstance(one, Witness))
    planned = (Planned(one.name, one.format, one.late, one.of) for one in config.journals)
    return Upkeep(
        check_seconds=config.check_seconds,
        signs=config.checkpoint_keys is not None,
        witnesses=tuple(kept),
        journals=tuple(planned),
    )
