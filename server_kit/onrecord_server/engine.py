"""The engine room: for each database one writer and its readers; for each tenant its database."""

import logging
import threading
from collections.abc import Callable, Collection, Sequence
from typing import Any, Final

from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from onrecord.errors import Unavailable, UsageError
from onrecord_server import domains
from onrecord_server.attachments.files import Files
from onrecord_server.core import durability, stream
from onrecord_server.core.actor import Actor, host_actor
from onrecord_server.core.database import Database
from onrecord_server.core.doc import Doc
from onrecord_server.core.files import Attachments
from onrecord_server.core.held import RightsCache
from onrecord_server.core.hooks import PROJECTIONS, Hooks
from onrecord_server.core.operation import REGISTRY, begin
from onrecord_server.core.ports import Ports
from onrecord_server.core.reader import Reader
from onrecord_server.core.settings import Limits
from onrecord_server.core.unit import Unit
from onrecord_server.core.writer import Committed, Job, Writer
from onrecord_server.encryption.keyrings import Keyrings
from onrecord_server.encryption.providers import KeyProvider, provider_of
from onrecord_server.holds.keeping import keeps_file
from onrecord_server.migrate import WAIT_SECONDS, ensure_current, migrate
from onrecord_server.moderation.freezing import admit_to
from onrecord_server.oversight.impersonating import Uses
from onrecord_server.pins.room import keeping
from onrecord_server.reactions.totals import counting
from onrecord_server.search import reactors as search
from onrecord_server.tenants import setup
from onrecord_server.tenants.directory import Directory


logger = logging.getLogger("onrecord.storage")

#: What answers: operations are registered by being imported.
DOMAINS: Final = domains.DOMAINS


class Engines:
    """Finds the writer and the reader of a tenant, and makes sure that the tenant is set up."""

    def __init__(
        self,
        directory: Directory,
        ports: Ports,
        hooks: Hooks,
        limits: Limits,
        *,
        auto_migrate: bool = True,
        allow_unsafe_durability: bool = False,
        quiet_start: bool = False,
        space_creators: Sequence[str] = ("everybody",),
        attachments: Attachments | None = None,
        roles: Callable[[Any], Any] | None = None,
        encryption: KeyProvider | str | None = None,
        public_base_url: str | None = None,
    ) -> None:
        """Keep the parts; threads and connections begin with the first use."""
        self.auto_migrate = auto_migrate
        self.allow_unsafe_durability = allow_unsafe_durability
        self.quiet_start = quiet_start
        self.directory = directory
        self.ports = ports
        self.limits = limits
        self.space_creators = tuple(space_creators)
        self._roles = roles
        self._base = public_base_url
        self._attachments = attachments or Attachments()
        self.keys = Keyrings(provider_of(encryption), lambda name: directory.tenant(name).encrypted)
        self.files = Files(self, self._files_of)
        #: Told of tenant, subject and person when somebody asks for a card that nobody has put.
        self.undescribed: Callable[[str, str, str], None] | None = None
        self.hooks = self._hooks(hooks)
        #: In whose names this process has said by now that it acts.
        self.uses = Uses(ports)
        self._lock = threading.Lock()
        self._writers: dict[int, Writer] = {}
        self._ready: set[str] = set()
        self._checked: set[int] = set()
        self._told: set[int] = set()
        #: Told of every commit of this process, from the thread that committed.
        self.listeners: list[Callable[[Committed], None]] = [self._tell_files]

    def _hooks(self, hosts: Hooks) -> Hooks:
        """Return the host's hooks, with our own projections before its, and what the parts ask us."""
        limits = self.limits
        return Hooks(
            hosts.gates,
            (*PROJECTIONS, counting(limits.reactions), keeping(limits.pins), *hosts.projections),
            hosts.reactors,
            admit=admit_to,
            roles=self._roles,
            classifiers=hosts.classifiers,
            match_people=hosts.match_people,
            branding=self._branding,
            emoji=self._emoji,
            undescribed=self._undescribed,
            space_creators=self._space_creators,
            files=self.files.policy,
            public_base_url=self._base,
            upkeep=hosts.upkeep,
        )

    def writer(self, tenant: str) -> Writer:
        """Return the writer of a tenant's database; set the tenant up first."""
        database = self.prepared(tenant)
        with self._lock:
            writer = self._writers.get(id(database))
            if writer is None:
                writer = Writer(database, self.ports, self.hooks, self.limits, self.tell)
                writer.rights_cache = RightsCache()
                self._writers[id(database)] = writer
        return writer

    def reader(self, tenant: str) -> Reader:
        """Return a reader of a tenant's database."""
        return Reader(self.prepared(tenant), self.ports, self.hooks, self.limits)

    def _branding(self, tenant: str) -> Any:
        return self.directory.tenant(tenant).branding

    def _emoji(self, tenant: str) -> Collection[str] | None:
        return self.directory.tenant(tenant).emoji

    def _undescribed(self, tenant: str, subject: str, person: str) -> None:
        if self.undescribed is not None:
            self.undescribed(tenant, subject, person)

    def _space_creators(self, tenant: str) -> Sequence[str]:
        said = self.directory.tenant(tenant).space_creators
        return self.space_creators if said is None else tuple(said)

    def _files_of(self, tenant: str) -> Attachments:
        return self.directory.tenant(tenant).attachments or self._attachments

    def _tell_files(self, committed: Committed) -> None:
        self.files.heard(committed.sealed)

    def tell(self, committed: Committed) -> None:
        """Tell every listener of a commit."""
        for listener in self.listeners:
            listener(committed)

    def call(self, name: str, command: Any, actor: Actor) -> Doc[Any]:
        """Run an operation and wait for it: a read here and now, a write through the writer."""
        if not REGISTRY[name].endpoint.writes:
            return self.reader(actor.tenant).call(name, command, actor)
        command = self.ahead(name, command, actor)
        outcome = self.writer(actor.tenant).call(name, command, actor)
        assert isinstance(outcome, Doc)  # noqa: S101 - refusals were raised
        return outcome

    def ahead(self, name: str, command: Any, actor: Actor) -> Any:
        """Return a command with what its operation reads ahead of its turn with the writer, if anything."""
        if REGISTRY[name].ahead is None:
            return command
        return self.reader(actor.tenant).ahead(name, command, actor)

    def submit(
        self, name: str, command: Any, actor: Actor, done: Callable[[Any], None], context: Any
    ) -> Job:
        """Queue a write; ``done`` hears of it after the commit, in the writer's thread."""
        job = Job(REGISTRY[name], command, actor, done, context=context)
        self.writer(actor.tenant).submit(job)
        return job

    def prepared(self, tenant: str) -> Database:
        """Return a tenant's database, up to date and with the tenant set up in it.

        Raises ``UsageError`` for a database that is not migrated, or that may forget what it has
        confirmed, where the host did not allow that.
        """
        database = self.directory.database(tenant)
        if tenant not in self._ready:
            self._check(database)
            if self._set_up(database, tenant):
                search.begin_again(database, tenant, owner="encryption")
            self._ready.add(tenant)
        return database

    def held(self, tenant: str, row: Any | None) -> bool:
        """Say whether a legal hold keeps the bytes of an attachment; ``None`` is one that no row names."""
        return keeps_file(self.prepared(tenant), tenant, row)

    def joinable(self, tenant: str) -> Database:
        """Return a tenant's database for a host that may hold SQLite's write lock already.

        There the joined transaction sets the tenant up. Raises ``UsageError`` where the tables are
        missing and cannot be made because of that lock.
        """
        database = self.directory.database(tenant)
        if database.dialect != "sqlite":
            return self.prepared(tenant)
        try:
            self._check(database, wait=1)
        except Unavailable as error:
            raise UsageError("the tables are missing: call chat.migrate() before this") from error
        return database

    def is_ready(self, tenant: str) -> bool:
        """Say whether this process has seen the tenant set up."""
        return tenant in self._ready

    def set_up_within(self, unit: Unit, actor: Actor) -> None:
        """Set a tenant up inside a transaction that is open already."""
        setup.set_up(begin(unit, actor, self.limits))

    def look(self) -> None:
        """Say at the start how durable the known databases are, and refuse to start on an unsafe one.

        Where there are several, an unsafe one refuses its own tenants only, at their first use. One
        that does not answer is looked at then too. Raises ``UsageError``.
        """
        databases = self._known_databases()
        for database in databases:
            try:
                self._examine(database)
            except UsageError as unsafe:
                if len(databases) == 1:
                    raise
                logger.error("%s", unsafe)  # noqa: TRY400 - the refusal is the whole story
            except (Unavailable, SQLAlchemyError):
                logger.warning("a database does not answer; it is asked again when it is used")

    def _known_databases(self) -> list[Database]:
        try:
            return self.directory.databases()
        except Exception:
            logger.exception("the tenants' databases are not all there; they are asked for at use")
            return []

    def _examine(self, database: Database) -> None:
        printed = not self.quiet_start and id(database) not in self._told
        self._told.add(id(database))
        durability.check(database, allow_unsafe=self.allow_unsafe_durability, printed=printed)

    def _check(self, database: Database, wait: int = WAIT_SECONDS) -> None:
        if id(database) not in self._checked:
            self.keys.attach(database)
            self._examine(database)
            ensure_current(database, auto=self.auto_migrate, wait=wait)
            self._checked.add(id(database))

    def in_use(self) -> list[Database]:
        """Return the databases that this process has used: they are there, and up to date."""
        databases = self._known_databases() if self._checked else []
        return [database for database in databases if self.is_used(database)]

    def is_used(self, database: Database) -> bool:
        """Say whether this process has used a database; before that its tables need not be there."""
        return id(database) in self._checked

    def _set_up(self, database: Database, tenant: str) -> bool:
        """Set a tenant up; say whether it got its first keys, and had words before."""
        actor = host_actor(tenant)
        try:
            with database.write() as connection:
                unit = Unit(connection, self.ports, self.hooks, database.options)
                there = unit.head(tenant) is not None
                self.set_up_within(unit, actor)
                fresh = self.keys.ensure(begin(unit, actor, self.limits), database)
                stream.seal(unit)
        except IntegrityError:
            return False  # Another worker was faster; the tenant is there.
        return there and fresh

    def migrate(self, database: Database) -> None:
        """Bring a database's tables up to date."""
        migrate(database)

    def stop(self) -> None:
        """End the writers after what is queued, and close our connections."""
        self.files.stop()
        with self._lock:
            writers = list(self._writers.values())
            self._writers.clear()
        for writer in writers:
            writer.stop()
        self.files.listen()
        for database in self.directory.databases():
            database.dispose()
