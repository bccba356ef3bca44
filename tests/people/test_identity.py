import logging
import threading
import time
from collections.abc import Callable
from typing import Any

import anyio
import anyio.lowlevel
import pytest

from onrecord.errors import Refusal, Unauthenticated, Unavailable
from onrecord_server.people.identity import Identifier, Identity, broken_rule


pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


ALICE = Identity(tenant="acme", person="alice", name="Alice", roles=["member"])


async def ask(identify: Callable[[Any], Any], **settings: Any) -> Identity:
    return await Identifier(identify, **settings).ask(object())


async def test_what_a_plain_function_says_is_believed() -> None:
    found = await ask(lambda _: ALICE)
    assert (found.tenant, found.person, found.roles) == ("acme", "alice", frozenset({"member"}))


async def test_what_an_async_function_says_is_believed() -> None:
    async def identify(_: object) -> Identity:
        await anyio.lowlevel.checkpoint()
        return ALICE

    assert (await ask(identify)).person == "alice"


async def test_a_plain_function_that_hands_over_to_an_async_one_is_waited_for() -> None:
    async def later(_: object) -> Identity:
        return ALICE

    def handing_over(connection: object) -> object:
        return later(connection)

    assert (await ask(handing_over)).person == "alice"


async def test_an_object_with_an_async_call_is_awaited() -> None:
    class Login:
        async def __call__(self, _: object) -> Identity:
            return ALICE

    assert (await ask(Login())).person == "alice"


async def test_without_a_tenant_it_is_the_default_one() -> None:
    assert (await ask(lambda _: Identity(person="alice"))).tenant == "default"


@pytest.mark.parametrize("nobody", [None, False, {}, ""])
async def test_nothing_means_nobody(nobody: object) -> None:
    with pytest.raises(Unauthenticated):
        await ask(lambda _: nobody)


@pytest.mark.parametrize(
    "rubbish",
    [
        "alice",
        {"person": "alice"},
        object(),
        Identity(person=""),
        Identity(person=7),  # type: ignore[arg-type]
        Identity(person="a b"),
        Identity(person="x" * 129),
        Identity(person="alice\n"),
        Identity(person="alice", tenant=3),  # type: ignore[arg-type]
        Identity(person="alice", tenant=""),
        Identity(person="alice", tenant="../acme"),
        Identity(person="alice", tenant="ACME"),
        Identity(person="alice", name="x" * 201),
        Identity(person="alice", name="a\nb"),
        Identity(person="alice", name="\u202eecila"),
        Identity(person="alice", name=None),  # type: ignore[arg-type]
        Identity(person="alice", roles="admin"),
        Identity(person="alice", roles=[1]),  # type: ignore[list-item]
        Identity(person="alice", roles=["Not A Role"]),
        Identity(person="alice", roles=None),  # type: ignore[arg-type]
        Identity(person="alice", attributes=["x"]),  # type: ignore[arg-type]
        Identity(person="alice", attributes={"a": 1}),  # type: ignore[dict-item]
        Identity(person="alice", attributes={str(i): "x" for i in range(51)}),
        Identity(person="alice", scopes="people:write"),
        Identity(person="alice", scopes=["People Write"]),
        Identity(person="alice", locale="../../etc"),
    ],
)
async def test_rubbish_is_unavailable_and_the_broken_rule_is_logged(
    rubbish: object, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR), pytest.raises(Unavailable) as refused:
        await ask(lambda _: rubbish)
    rule = broken_rule(rubbish)
    assert rule is not None
    assert rule in caplog.text
    assert rule not in str(refused.value)


@pytest.mark.parametrize(
    "known",
    [{"globex"}, lambda tenant: tenant == "globex", lambda _: 1 / 0],
    ids=["names", "function", "broken"],
)
async def test_a_tenant_that_the_chat_was_not_given_is_unavailable(known: object) -> None:
    with pytest.raises(Unavailable):
        await ask(lambda _: ALICE, known=known)
    assert (await ask(lambda _: ALICE, known=["acme"])).tenant == "acme"


async def test_what_the_host_raises_is_logged_and_never_shown(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def identify(_: object) -> Identity:
        raise RuntimeError("password=hunter2")

    with pytest.raises(Unavailable) as refused:
        await ask(identify)
    assert "hunter2" not in str(refused.value.problem())
    assert "hunter2" in caplog.text


@pytest.mark.parametrize("status", [401, 403])
async def test_a_host_that_raises_its_framework_s_401_means_nobody(status: int) -> None:
    class HTTPException(Exception):
        status_code = status

    def identify(_: object) -> Identity:
        raise HTTPException

    with pytest.raises(Unauthenticated):
        await ask(identify)


async def test_an_async_host_that_hangs_is_left_after_the_limit() -> None:
    async def identify(_: object) -> Identity:
        await anyio.sleep_forever()
        return ALICE

    with pytest.raises(Unavailable):
        await ask(identify, seconds=0.1)


async def test_a_blocking_host_holds_up_nobody_else() -> None:
    """F31: the loop keeps turning while a plain function sleeps."""
    turns = 0
    release = threading.Event()

    def identify(_: object) -> Identity:
        release.wait(60)
        return ALICE

    async def turn() -> None:
        nonlocal turns
        for _ in range(20):
            await anyio.sleep(0.005)
            turns += 1
        release.set()

    async with anyio.create_task_group() as group:
        group.start_soon(turn)
        await ask(identify, seconds=60)
    assert turns == 20


async def test_a_host_that_hangs_for_ever_costs_a_bounded_number_of_threads() -> None:
    release, started = threading.Event(), []

    def identify(_: object) -> Identity:
        started.append(1)
        release.wait(30)
        return ALICE

    door = Identifier(identify, seconds=0.05, concurrency=3)
    for _ in range(8):
        with pytest.raises(Unavailable):
            await door.ask(object())
    assert 1 <= len(started) <= 3
    release.set()
    with anyio.fail_after(60):
        await _until_it_answers(door)


async def _until_it_answers(door: Identifier) -> None:
    while True:
        try:
            await door.ask(object())
        except Refusal:
            await anyio.sleep(0.01)
        else:
            return


async def test_a_burst_above_the_cap_waits_and_is_served() -> None:
    now, most, lock = 0, 0, threading.Lock()

    def identify(_: object) -> Identity:
        nonlocal now, most
        with lock:
            now, most = now + 1, max(most, now + 1)
        time.sleep(0.01)
        with lock:
            now -= 1
        return ALICE

    door = Identifier(identify, seconds=60, concurrency=4)
    async with anyio.create_task_group() as group:
        for _ in range(20):
            group.start_soon(door.ask, object())
    assert most <= 4


async def test_a_host_that_is_cancelled_is_not_swallowed() -> None:
    async def identify(_: object) -> Identity:
        await anyio.sleep(60)
        return ALICE

    with anyio.move_on_after(0.05) as scope:
        await ask(identify)
    assert scope.cancelled_caught
