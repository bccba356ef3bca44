"""What nobody types by hand: the order desk answers it with a page that says no, never a failure."""

from fastapi import FastAPI
from starlette.testclient import TestClient

from tests.examples.desk import csrf, said, sign_in, state


NO_NUMBERS = (
    "99999999999999999999",
    "2147483648",
    "0",
    "-1",
    "abc",
    "1_041",
    "%00",
    "%ff",
    "9" * 5000,
)
CONTROLS = ("\0", "a\0b", "bell \a", "escape \x1b[31m", "\x7f", "\x9b")
BYTES = (
    "%00",
    "%ff%fe",
    "%ed%a0%80",
    "%c3%28",
    "%f0%9f%98",
    "&q",
    "=",
    "%25%",
    "%e2%80%ae",
    "%0d%0a",
)


def test_a_number_that_no_order_can_have_is_a_page_that_is_not_there(desk: TestClient) -> None:
    sign_in(desk, "bob")
    form = {"to": "picked", "csrf": csrf(desk, "/")}
    for number in NO_NUMBERS:
        shown = desk.get(f"/orders/{number}")
        moved = desk.post(f"/orders/{number}/state", data=form)
        for answer in (shown, moved):
            assert (answer.status_code, number) == (404, number)
            assert "There is no such order." in answer.text
            assert "Back to the orders" in answer.text


def test_a_reason_with_control_characters_is_refused_and_nothing_changes(
    app: FastAPI, desk: TestClient
) -> None:
    sign_in(desk, "carol")
    before = said(app, 1041)
    for reason in CONTROLS:
        form = {"to": "on hold", "reason": reason, "csrf": csrf(desk, "/")}
        answer = desk.post("/orders/1041/state", data=form)
        assert (answer.status_code, reason) == (422, reason)
        assert "Write the reason again" in answer.text
    assert (state(app, 1041), said(app, 1041)) == ("confirmed", before)


def test_a_form_that_does_not_fit_is_answered_by_a_page(app: FastAPI, desk: TestClient) -> None:
    sign_in(desk, "carol")
    too_long = {"to": "on hold", "reason": "x" * 301}
    wrong: dict[str, str]
    for wrong in ({"to": "nowhere"}, {"to": "\0"}, {}, too_long):
        answer = desk.post("/orders/1041/state", data={**wrong, "csrf": csrf(desk, "/")})
        assert (answer.status_code, wrong) == (422, wrong)
        assert "Back to the orders" in answer.text
    assert state(app, 1041) == "confirmed"


def test_a_lone_surrogate_from_a_strange_charset_is_refused(desk: TestClient) -> None:
    sign_in(desk, "carol")
    fields = {"to": "on hold", "reason": r"\ud800", "csrf": csrf(desk, "/")}
    parts = [
        f'--cut\r\ncontent-disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    ]
    kind = {"content-type": "multipart/form-data; boundary=cut; charset=unicode_escape"}
    body = "".join([*parts, "--cut--\r\n"]).encode()
    assert desk.post("/orders/1041/state", content=body, headers=kind).status_code == 422


def test_random_bytes_in_the_filter_find_nothing_or_everything(desk: TestClient) -> None:
    sign_in(desk, "alice")
    for raw in BYTES:
        for path in (f"/?q={raw}", f"/?state={raw}", f"/?state={raw}&q={raw}"):
            assert (desk.get(path).status_code, path) == (200, path)


def test_an_address_that_leads_nowhere_is_answered_by_a_page(desk: TestClient) -> None:
    answer = desk.get("/nowhere")
    assert answer.status_code == 404
    assert "Back to the orders" in answer.text
