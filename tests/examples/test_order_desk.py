"""The order desk: its own pages and tables, and a message for every change, in one transaction."""

import re
import socket

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from examples.order_desk.guards import only_free, only_loopback
from tests.examples.desk import move, said, sign_in, state


PAGES = ("/login", "/", "/orders/1041", "/orders/1", "/?state=on-hold&q=ghent")


def test_whoever_is_not_signed_in_is_shown_the_login(desk: TestClient) -> None:
    assert desk.get("/").url.path == "/login"
    assert desk.get("/orders/1041").url.path == "/login"


def test_a_step_that_an_order_cannot_take_changes_and_says_nothing(
    app: FastAPI, desk: TestClient
) -> None:
    sign_in(desk, "bob")
    before = said(app, 1041)
    assert move(desk, 1041, "delivered") == 409
    assert (state(app, 1041), said(app, 1041)) == ("confirmed", before)


def test_a_form_that_no_page_of_this_session_made_is_refused(
    app: FastAPI, desk: TestClient
) -> None:
    sign_in(desk, "bob")
    for forged in ({}, {"csrf": ""}, {"csrf": "guess"}):
        answer = desk.post("/orders/1041/state", data={"to": "picked", **forged})
        assert answer.status_code == 403
    assert state(app, 1041) == "confirmed"


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_under_a_strict_policy_and_obeys_it(desk: TestClient, path: str) -> None:
    sign_in(desk, "alice")
    answer = desk.get(path)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\bsrc=)", answer.text)


def test_every_page_carries_the_launcher_and_an_order_its_conversation(desk: TestClient) -> None:
    sign_in(desk, "alice")
    assert "<onrecord-launcher>" in desk.get("/").text
    page = desk.get("/orders/1041").text
    assert '<onrecord-conversation subject="order:1041">' in page
    assert "<onrecord-launcher>" in page


def test_the_way_to_oversight_is_there_for_those_with_a_duty(desk: TestClient) -> None:
    sign_in(desk, "alice")
    assert (
        'href="/chat/privacy"' in desk.get("/").text,
        'href="/chat/admin"' in desk.get("/").text,
    ) == (
        True,
        False,
    )
    sign_in(desk, "carol")
    assert 'href="/chat/admin"' in desk.get("/").text


def test_the_list_is_filtered_and_added_up(desk: TestClient) -> None:
    sign_in(desk, "alice")
    page = desk.get("/?state=on-hold").text
    assert page.count('class="badge on-hold"') == page.count("<tr>") - 2
    assert "No order matches" in desk.get("/?q=nobody").text


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "example.com", ""])
def test_the_desk_does_not_start_beyond_this_machine(host: str) -> None:
    with pytest.raises(SystemExit, match="loopback only"):
        only_loopback(host)


def test_the_desk_says_before_it_begins_that_its_port_is_taken() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SystemExit, match=f"port {port}: .* Choose another with --port"):
            only_free("127.0.0.1", port)
    only_free("127.0.0.1", port)


def test_the_desk_answers_nobody_but_this_machine(app: FastAPI) -> None:
    stranger = TestClient(app, "http://127.0.0.1", client=("192.0.2.7", 1))
    assert stranger.get("/login").status_code == 403
    rebound = TestClient(app, "http://evil.example", client=("127.0.0.1", 1))
    assert rebound.get("/login").status_code == 400
