"""Each host of the examples carries the chat, over HTTP and over a socket."""

from pathlib import Path

import httpx2
import pytest

from tests.examples.talking import Someone, example, short, signed_in, talk, texts


EXAMPLES = sorted(path.parent.name for path in Path("examples").glob("0*/main.py"))


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_fits_on_one_screen(name: str) -> None:
    assert short(name)


@pytest.mark.parametrize("name", ["01_starlette", "02_fastapi", "03_django_asgi"])
def test_two_people_with_the_login_of_the_host_talk(name: str, tmp_path: Path) -> None:
    with example(name, tmp_path) as worker:
        talk(signed_in(worker, "alice"), signed_in(worker, "bob"))


@pytest.mark.parametrize("name", ["01_starlette", "02_fastapi", "03_django_asgi"])
def test_the_pages_of_the_host_stay_its_own_and_strangers_stay_out(
    name: str, tmp_path: Path
) -> None:
    with example(name, tmp_path) as worker:
        assert "onrecord.js" in httpx2.get(f"{worker.base}/").text
        assert httpx2.get(f"{worker.base}/chat/v1/me").status_code == 401
        assert httpx2.get(f"{worker.base}/nothing-here").status_code == 404


def test_the_code_of_a_fastapi_host_speaks_for_a_person(tmp_path: Path) -> None:
    with example("02_fastapi", tmp_path) as worker:
        alice, bob = signed_in(worker, "alice"), signed_in(worker, "bob")
        alice.id(), bob.id()
        with bob.socket() as opened:
            httpx2.post(f"{worker.base}/orders/1234/shipped").raise_for_status()
            assert texts(opened) == ["Your pallet left the dock."]
        again = httpx2.post(f"{worker.base}/orders/1234/shipped").json()["conversation"]
        (order,) = bob.ask("GET", "/conversations?subject=order:1234").json()["data"]
        assert order["id"] == again


def test_what_one_worker_commits_is_seen_on_the_other(
    tmp_path: Path, database_url: str, valkey_url: str
) -> None:
    environment = {"DATABASE_URL": database_url, "VALKEY_URL": valkey_url}
    name = "06_two_workers_valkey"
    with (
        example(name, tmp_path, **environment) as one,
        example(name, tmp_path, **environment) as two,
    ):
        pids = {httpx2.get(f"{each.base}/worker").json()["pid"] for each in (one, two)}
        assert len(pids) == 2
        alice = Someone(one.base, {"x-signed-in-as": "alice"})
        talk(alice, Someone(two.base, {"x-signed-in-as": "bob"}))
