"""Making spaces, finding them, and changing what they are."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from onrecord import endpoints
from onrecord.errors import Invalid, QuotaExceeded
from onrecord.wire import spaces as wire
from onrecord.wire.page import Page
from onrecord_server.core.decision import Decision, demand, denied
from onrecord_server.core.doc import Doc
from onrecord_server.core.draft import Draft, to_guests, to_space
from onrecord_server.core.operation import Tx, Unchanged, implements
from onrecord_server.moderation.titling import demand_showable
from onrecord_server.people import access as people_access
from onrecord_server.people import operations as people_operations
from onrecord_server.people import rules as people_rules
from onrecord_server.people.rows import people
from onrecord_server.spaces import access, rules, ruling, steps, view
from onrecord_server.spaces.follow import followers
from onrecord_server.spaces.rows import space_members, spaces


@implements(endpoints.CREATE_SPACE)
def create_space(tx: Tx, command: wire.CreateSpace) -> Doc[wire.Space]:
    """Make a space with its owners, then let its members in by hand and by rule."""
    people_access.admit(tx)
    demand(may_create(tx, command.kind))
    owners, others = _first(tx, command)
    _check_quota(tx)
    if command.rule is not None:
        tx.unit.lock([tx.tenant])  # nobody arrives unseen while the rule looks at all
    found = None if command.rule is None else ruling.audience(tx, command.rule)
    if found is not None:
        ruling.confirm(found, command.confirm)
    people_operations.ensure(tx, [*owners, *others])
    ruling.check_size(tx, len({*owners, *others, *(found.people if found else ())}))
    space_id = _insert(tx, command, owners)
    steps.enter(tx, space_id, others, steps.Coming(), {})
    if found is not None:
        by_rule = steps.Coming(command.rule_role, "rule")
        inside = {*owners, *others}
        steps.enter(tx, space_id, [p for p in found.people if p not in inside], by_rule, {})
    return Doc.of(view.one(tx, space_id))


def may_create(tx: Tx, kind: str) -> Decision:
    """Say whether the actor may make a space of a kind."""
    creators = tx.unit.hooks.space_creators(tx.tenant)
    host = tx.actor.has(access.MANAGE)
    if tx.actor.is_service and not host:
        return denied(f"This needs the scope {access.MANAGE}, which only the host gives.")
    guest = not host and access.is_guest_only(tx)
    return rules.may_create(kind, access.roles_of(tx), creators, host=host, guest=guest)


def _first(tx: Tx, command: wire.CreateSpace) -> tuple[list[str], list[str]]:
    """Return the first owners and the other members, each person once."""
    makers = [] if tx.actor.is_service else [tx.actor.person]
    owners = list(dict.fromkeys([*makers, *command.owners]))
    if not owners:
        said = "A space has an owner: name one."
        raise Invalid(said, errors=[{"pointer": "/owners", "detail": said}])
    return owners, [p for p in dict.fromkeys(command.members) if p not in owners]


def _check_quota(tx: Tx) -> None:
    most = tx.settings.spaces_a_tenant
    query = sa.select(sa.func.count()).select_from(spaces).where(spaces.c.tenant == tx.tenant)
    if tx.execute(query).scalar_one() >= most:
        raise QuotaExceeded(f"This tenant may have {most} spaces.", extra={"quota": "spaces"})


def _insert(tx: Tx, command: wire.CreateSpace, owners: Sequence[str]) -> str:
    demand_showable(tx, command.title, command.about)
    space_id = tx.ports.new_id("space")
    ruled = command.rule is not None
    row = {
        "tenant": tx.tenant,
        "id": space_id,
        "kind": command.kind,
        "access": command.access,
        "title_key": people_rules.name_key(command.title),
        "content_id": f"{space_id}:1",
        "version": 1,
        "rule": command.rule,
        "rule_role": command.rule_role,
        "rule_version": int(ruled),
        "archived": False,
        "created_at": tx.now,
    }
    tx.unit.insert(spaces, [row])
    coming = steps.Coming("owner")
    tx.unit.insert(space_members, [steps.row(tx, space_id, person, coming) for person in owners])
    tx.record(_created(space_id, command, owners))
    if ruled:
        ruling.record(tx, space_id, command.rule, command.rule_role, 1)
    return space_id


def _created(space_id: str, command: wire.CreateSpace, owners: Sequence[str]) -> Draft:
    facts = {"kind": command.kind, "access": command.access, "owners": list(owners)}
    words = {"title": command.title, "about": command.about}
    return Draft(
        type="space.created",
        object=space_id,
        audience=to_space(space_id),
        event={"space_id": space_id, **facts, **words},
        facts=facts,
        version=1,
        content=words,
        content_id=f"{space_id}:1",
        rights=True,
    )


@implements(endpoints.GET_SPACE)
def get_space(tx: Tx, command: wire.GetSpace) -> wire.Space:
    """Return one space."""
    access.find(tx, command.space_id)
    return view.one(tx, command.space_id)


@implements(endpoints.LIST_SPACES)
def list_spaces(tx: Tx, command: wire.ListSpaces) -> Page[wire.Space]:
    """List the spaces that the actor is in; for the host's own code, all."""
    people_access.admit(tx)
    query = view.select(tx)
    if not tx.actor.has(access.MANAGE):
        query = query.where(space_members.c.role.is_not(None))
    return view.page(tx, query, command.cursor, command.limit)


@implements(endpoints.FIND_SPACES)
def find_spaces(tx: Tx, command: wire.FindSpaces) -> Page[wire.Space]:
    """List what the actor may join or ask to join; guests of one channel see no directory."""
    people_access.admit(tx)
    if access.is_guest_only(tx):
        return Page[wire.Space](data=[])
    query = view.select(tx).where(
        spaces.c.access != "closed",
        spaces.c.archived == sa.false(),
        space_members.c.role.is_(None),
    )
    if command.query.strip():
        pattern = people_rules.like_prefix(command.query)
        query = query.where(spaces.c.title_key.like(pattern, escape="!"))
    return view.page(tx, query, command.cursor, command.limit)


@implements(endpoints.UPDATE_SPACE)
def update_space(tx: Tx, command: wire.UpdateSpace) -> Doc[wire.Space]:
    """Change title, about and access; null leaves each as it is."""
    _, rank = access.writer(tx, command.space_id)
    demand(rules.may_moderate(rank))
    if command.access is not None:
        demand(rules.may_own(rank))
    shown = view.one(tx, command.space_id)
    given = command.model_dump(exclude={"space_id"}, exclude_none=True)
    fresh = shown.model_copy(update=given)
    if fresh == shown:
        return Unchanged(wire.Space, shown.model_dump(mode="json"))
    demand_showable(tx, command.title, command.about)
    fresh = fresh.model_copy(update={"version": shown.version + 1})
    _change(tx, fresh, rights=fresh.access != shown.access)
    return Doc.of(fresh)


def _change(tx: Tx, space: wire.Space, *, rights: bool) -> None:
    content_id = f"{space.id}:{space.version}"
    words = {"title": space.title, "about": space.about}
    values = {
        "title_key": people_rules.name_key(space.title),
        "access": space.access,
        "version": space.version,
        "content_id": content_id,
    }
    _update(tx, space.id, values)
    facts = {"access": space.access}
    event = {"space_id": space.id, **words, **facts, "version": space.version}
    tx.record(
        Draft(
            type="space.updated",
            object=space.id,
            audience=to_space(space.id),
            also=to_guests(space.id),
            event=event,
            facts=facts,
            version=space.version,
            content=words,
            content_id=content_id,
            rights=rights,
        )
    )


def _update(tx: Tx, space_id: str, values: dict[str, Any]) -> None:
    mine = (spaces.c.tenant == tx.tenant, spaces.c.id == space_id)
    tx.execute(sa.update(spaces).where(*mine).values(**values))


@implements(endpoints.ARCHIVE_SPACE)
def archive_space(tx: Tx, command: wire.ArchiveSpace) -> Doc[wire.Space]:
    """Stop all writing, in the channels too."""
    return _set_archived(tx, command.space_id, archived=True)


@implements(endpoints.UNARCHIVE_SPACE)
def unarchive_space(tx: Tx, command: wire.UnarchiveSpace) -> Doc[wire.Space]:
    """Let people write again, where they could before."""
    return _set_archived(tx, command.space_id, archived=False)


def _set_archived(tx: Tx, space_id: str, *, archived: bool) -> Doc[wire.Space]:
    standing, rank = access.inside(tx, space_id)
    demand(rules.may_own(rank))
    shown = view.one(tx, space_id)
    if standing.archived == archived:
        return Unchanged(wire.Space, shown.model_dump(mode="json"))
    _update(tx, space_id, {"archived": archived})
    tx.record(
        Draft(
            type="space.archived" if archived else "space.unarchived",
            object=space_id,
            audience=to_space(space_id),
            also=to_guests(space_id),
            event={"space_id": space_id},
            rights=True,
        )
    )
    for follower in followers():
        follower.archived(tx, space_id, archived=archived)
    return Doc.of(shown.model_copy(update={"archived": archived}))


@implements(endpoints.SET_RULE)
def set_rule(tx: Tx, command: wire.SetRule) -> Doc[wire.Space]:
    """Put another rule in place and let people come and go by it, as one change."""
    standing, rank = access.writer(tx, command.space_id)
    demand(rules.may_own(rank))
    if (standing.rule, standing.rule_role) == (command.rule, command.role):
        shown = view.one(tx, command.space_id)
        return Unchanged(wire.Space, shown.model_dump(mode="json"))
    tx.unit.lock([tx.tenant])  # nobody arrives unseen while the rule looks at all
    matched: Sequence[str] = ()
    if command.rule is not None:
        found = ruling.audience(tx, command.rule)
        ruling.confirm(found, command.confirm)
        matched = found.people
    ruling.replace(tx, standing, command, matched)
    return Doc.of(view.one(tx, command.space_id))


@implements(endpoints.PREVIEW_RULE)
def preview_rule(tx: Tx, command: wire.PreviewRule) -> wire.RulePreview:
    """Say whom a rule matches now; nothing changes."""
    people_access.admit(tx)
    known: steps.Places = {}
    if command.space_id is None:
        demand(may_create(tx, "team"))
    else:
        _, rank = access.inside(tx, command.space_id)
        demand(rules.may_own(rank))
        known = ruling.asked_anew(steps.places(tx, command.space_id))
    found = ruling.audience(tx, command.rule)
    moves = ruling.difference(known, found.people)
    return wire.RulePreview(
        count=len(found.people),
        confirm=found.must_confirm,
        joining=len(moves.coming),
        leaving=len(moves.going),
        people=_some(tx, found.people[:10]),
    )


def _some(tx: Tx, ids: Sequence[str]) -> list[Any]:
    query = sa.select(people).where(people.c.tenant == tx.tenant, people.c.id.in_(list(ids)))
    return people_operations.shown(tx, query)
