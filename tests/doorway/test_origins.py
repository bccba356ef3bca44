import pytest

from onrecord.errors import OriginRefused, UnsupportedMediaType, UsageError
from onrecord_server.doorway.origins import (
    Origin,
    OriginPolicy,
    Request,
    check_media_type,
    configured,
    own_origin,
    parse_origin,
)


def request(
    method: str = "POST", *, bearer: bool = False, scheme: str = "https", **headers: str | None
) -> Request:
    sent = {"host": "app.example.com", "cookie": "session=1", **headers}
    values = {k.replace("_", "-"): (v,) for k, v in sent.items() if v is not None}
    return Request(method, scheme, values, bearer)


OURS = "https://app.example.com"
POLICY = OriginPolicy(configured(["https://portal.example.com"]))

#: V35 and V68: each looks a little like ours and is not.
STRANGERS = [
    "null",
    "",
    "*",
    "file://",
    "https://evil.example",
    "https://evil-app.example.com",
    "https://app.example.com.evil.example",
    "https://evil.example/app.example.com",
    "https://app.example.com@evil.example",
    "https://evil.example#app.example.com",
    "https://sub.app.example.com",
    "https://example.com",
    "https://app.example.com.",
    "https://app.example.com:444",
    "https://app.example.com:0443",
    "https://app.example.com:65979",
    "https://app.example.com:",
    "https://app.example.com/",
    "https://app.example.com/chat",
    "https://app.example.com ",
    " https://app.example.com",
    "https://app.example.com\n",
    "https://APP.example.com",
    "HTTPS://app.example.com",
    "http://app.example.com",
    "wss://app.example.com",
    "https:app.example.com",
    "//app.example.com",
    "app.example.com",
    "https://xn--pp-example-com-9za",
    "https://\u0430pp.example.com",
    "https://app\u3002example.com",
    "https://app.example.com%00.evil.example",
    "https://app.example.com, https://evil.example",
    "https://portal.example.com.evil.example",
    "https://xportal.example.com",
    "chrome-extension://app.example.com",
    "https://" + "a" * 400,
]


@pytest.mark.parametrize("origin", STRANGERS)
def test_v35_an_origin_is_compared_exactly(origin: str) -> None:
    assert not POLICY.is_ours(request(origin=origin))
    with pytest.raises(OriginRefused):
        POLICY.check_write(request(origin=origin))


@pytest.mark.parametrize("origin", STRANGERS)
def test_v68_no_socket_is_accepted_from_another_origin(origin: str) -> None:
    with pytest.raises(OriginRefused):
        POLICY.check_socket(request("GET", scheme="wss", origin=origin))


@pytest.mark.parametrize(
    "origin", [OURS, "https://app.example.com:443", "https://portal.example.com"]
)
def test_our_own_and_configured_origins_may_act(origin: str) -> None:
    POLICY.check_write(request(origin=origin))
    assert POLICY.check_socket(request("GET", scheme="wss", origin=origin))


def test_a_socket_without_an_origin_may_stand_but_its_cookie_does_not_count() -> None:
    assert not POLICY.check_socket(request("GET", scheme="wss"))


def test_two_origin_headers_are_none() -> None:
    twice = Request("POST", "https", {"host": ("app.example.com",), "origin": (OURS, OURS)})
    with pytest.raises(OriginRefused):
        POLICY.check_write(twice)


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none", "", "Same-Origin"])
def test_v69_without_an_origin_only_a_same_origin_fetch_may_write(site: str) -> None:
    with pytest.raises(OriginRefused):
        POLICY.check_write(request(sec_fetch_site=site))
    POLICY.check_write(request(sec_fetch_site="same-origin"))


def test_v69_a_cookie_alone_may_not_write() -> None:
    with pytest.raises(OriginRefused, match="onrecord-request"):
        POLICY.check_write(request())
    POLICY.check_write(request(onrecord_request="1"))
    with pytest.raises(OriginRefused):
        POLICY.check_write(request(onrecord_request="1", origin="https://evil.example"))


def test_a_bearer_token_and_a_program_without_cookies_need_no_origin() -> None:
    POLICY.check_write(request(bearer=True, cookie=None, origin="https://evil.example"))
    POLICY.check_write(request(cookie=None))


def test_a_token_that_may_be_anything_lets_no_cookie_through() -> None:
    """The host may go by the cookie where it does not know the token."""
    with pytest.raises(OriginRefused):
        POLICY.check_write(request(bearer=True, origin="https://evil.example"))
    POLICY.check_write(request(bearer=True, origin="https://app.example.com"))


@pytest.mark.parametrize(
    ("media_type", "fine"),
    [
        ("application/json", True),
        ("Application/JSON", True),
        ("application/json; charset=utf-8", True),
        ('application/json;charset="UTF-8"', True),
        ("application/json; charset=utf-7", False),
        ("application/json, text/plain", False),
        ("text/plain; x=application/json", False),
        ("text/plain", False),
        ("application/x-www-form-urlencoded", False),
        ("multipart/form-data; boundary=x", False),
        ("application/json-patch+json", False),
        ("", False),
        (None, False),
    ],
)
def test_v69_a_body_is_json_exactly(media_type: str | None, fine: bool) -> None:
    asked = request(content_type=media_type)
    if fine:
        check_media_type(asked, has_body=True)
    else:
        with pytest.raises(UnsupportedMediaType):
            check_media_type(asked, has_body=True)


def test_a_compressed_body_is_refused() -> None:
    with pytest.raises(UnsupportedMediaType):
        check_media_type(request(content_type="application/json", content_encoding="gzip"), True)


def test_no_body_needs_no_type() -> None:
    check_media_type(request(), has_body=False)


def test_a_proxy_is_answered_by_the_configured_base() -> None:
    behind = OriginPolicy(public_base_url="https://app.example.com/pfx/chat")
    inner = request(scheme="http", host="10.0.0.7:8000", origin=OURS)
    behind.check_write(inner)
    with pytest.raises(OriginRefused):
        OriginPolicy().check_write(inner)
    with pytest.raises(OriginRefused):
        behind.check_write(
            request(scheme="http", host="evil.example", origin="http://evil.example")
        )


@pytest.mark.parametrize(
    "host",
    ["", None, "a/b", "user@app.example.com", "app.example.com:x", "app.example.com:99999", "a b"],
)
def test_v71_a_malformed_host_header_is_no_origin(host: str | None) -> None:
    assert own_origin("https", host) is None


def test_ipv6_and_ports_are_kept_apart() -> None:
    assert own_origin("http", "[::1]:8000") == Origin("http", "[::1]", 8000)
    assert own_origin("ws", "localhost:8000") == parse_origin("http://localhost:8000")
    assert str(Origin("http", "localhost", 8000)) == "http://localhost:8000"


@pytest.mark.parametrize("wrong", ["*", "example.com", "https://*.example.com", "https://a/b", ""])
def test_a_configured_origin_is_exact_too(wrong: str) -> None:
    with pytest.raises(UsageError):
        configured([wrong])
    assert configured(["https://App.example.com/"]) == {Origin("https", "app.example.com", 443)}
