import base64
import hmac
import json
import socket
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from joserfc import jws, jwt
from joserfc.jwk import OctKey, OKPKey, RSAKey
from nacl.signing import SigningKey

from onrecord.errors import TokenExpired, TokenInvalid, Unauthenticated, Unavailable, UsageError
from onrecord_server.people.issuers import Issuer, parse_jwks
from onrecord_server.people.jose import b64encode
from onrecord_server.people.tokens import TokenKey, Verifier, mint


NOW = 1_800_000_000.0
KEY = TokenKey(bytes(range(32)))
STRANGER = TokenKey(bytes(32))


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> float:
        return self.now


def verifier(clock: Clock | None = None, **kwargs: Any) -> Verifier:
    return Verifier([KEY], clock=clock or Clock(), **kwargs)


def good(**changes: Any) -> dict[str, Any]:
    claims = {
        "iss": "onrecord",
        "aud": "onrecord",
        "sub": "alice",
        "ten": "acme",
        "iat": NOW,
        "nbf": NOW,
        "exp": NOW + 300,
        "jti": "j",
    }
    return {k: v for k, v in {**claims, **changes}.items() if v is not ...}


def part(document: object) -> str:
    return b64encode(json.dumps(document).encode())


def signed(claims: object, header: Mapping[str, Any] | None = None, key: TokenKey = KEY) -> str:
    """Sign exactly these bytes, whatever they say."""
    head = {"alg": "EdDSA", "kid": KEY.kid, "typ": "JWT", **(header or {})}
    body = f"{part(head)}.{part(claims)}"
    return f"{body}.{b64encode(SigningKey(key.seed).sign(body.encode()).signature)}"


@pytest.mark.req("HIP-2")
def test_a_minted_token_says_who_of_which_tenant() -> None:
    token = mint(KEY, tenant="acme", person="alice", ttl=300, scopes=["people:write"], now=NOW)
    found = verifier().verify(token)
    assert (found.identity.tenant, found.identity.person) == ("acme", "alice")
    assert found.identity.scopes == frozenset({"people:write"})
    assert found.expires == NOW + 300
    assert found.token_id


def test_both_names_of_the_algorithm_are_accepted() -> None:
    for name in ("EdDSA", "Ed25519"):
        assert verifier().verify(signed(good(), {"alg": name})).identity.person == "alice"


def test_another_library_verifies_what_we_mint() -> None:
    token = mint(KEY, tenant="acme", person="alice", now=NOW)
    key = OKPKey.import_key(KEY.public_jwk())
    assert jwt.decode(token, key, algorithms=["Ed25519"]).claims["sub"] == "alice"


def test_without_a_key_minting_says_what_to_do() -> None:
    with pytest.raises(UsageError, match="onrecord keys new"):
        mint(None, tenant="acme", person="alice")


@pytest.mark.parametrize(
    "wrong",
    [
        {"ttl": 0},
        {"ttl": 901},
        {"person": ""},
        {"person": "a b"},
        {"tenant": "ACME"},
        {"scopes": ["Everything!"]},
    ],
)
def test_what_breaks_a_rule_is_not_minted(wrong: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        mint(KEY, **{"tenant": "acme", "person": "alice", **wrong})


def test_a_key_shows_its_id_and_never_its_secret() -> None:
    assert KEY.kid in repr(KEY)
    assert KEY.seed.hex() not in repr(KEY)
    assert "\\x00" not in repr(KEY)
    with pytest.raises(UsageError):
        TokenKey(b"short")


def hs256_with_the_public_key() -> str:
    key = OctKey.import_key(KEY.public)
    header = {"alg": "HS256", "kid": KEY.kid}
    return jws.serialize_compact(header, json.dumps(good()), key, algorithms=["HS256"])


V33 = {
    "alg none": f"{part({'alg': 'none'})}.{part(good())}.",
    "alg none with a signature": f"{part({'alg': 'none', 'kid': KEY.kid})}.{part(good())}.AAAA",
    "HS256 with the public key": hs256_with_the_public_key(),
    "HS256 named over an Ed25519 signature": signed(good(), {"alg": "HS256"}),
    "mixed case": signed(good(), {"alg": "eDdSa"}),
    "lower case": signed(good(), {"alg": "ed25519"}),
    "no alg": signed(good(), {"alg": None}),
    "an algorithm list": signed(good(), {"alg": ["EdDSA"]}),
    "crit": signed(good(), {"crit": ["exp"]}),
    "b64": signed(good(), {"b64": False, "crit": ["b64"]}),
    "jku": signed(good(), {"jku": "https://evil.example/jwks"}),
    "x5u": signed(good(), {"x5u": "https://evil.example/x"}),
    "jwk": signed(good(), {"jwk": STRANGER.public_jwk()}, STRANGER),
    "x5c": signed(good(), {"x5c": ["AAAA"]}),
    "typ of something else": signed(good(), {"typ": "application/secevent+jwt"}),
    "no kid": signed(good(), {"kid": ""}),
    "another key's kid": signed(good(), {"kid": STRANGER.kid}),
    "kid of a path": signed(good(), {"kid": "../../etc/passwd"}),
    "endless kid": signed(good(), {"kid": "x" * 5000}),
    "a stranger's signature": signed(good(), key=STRANGER),
    "no exp": signed(good(exp=...)),
    "no aud": signed(good(aud=...)),
    "no iat": signed(good(iat=...)),
    "no sub": signed(good(sub=...)),
    "no tenant": signed(good(ten=...)),
    "exp as text": signed(good(exp=str(NOW + 300))),
    "exp NaN": signed(good(exp=float("nan"))),
    "exp infinite": signed(good(exp=float("inf"))),
    "exp true": signed(good(exp=True)),
    "exp null": signed(good(exp=None)),
    "iat as text": signed(good(iat="1")),
    "nbf in the future": signed(good(nbf=NOW + 120)),
    "issued in the future": signed(good(iat=NOW + 120, exp=NOW + 300)),
    "nbf NaN": signed(good(nbf=float("nan"))),
    "exp before iat": signed(good(iat=NOW + 50, exp=NOW + 40)),
    "lives too long": signed(good(exp=NOW + 901)),
    "lives for ever": signed(good(exp=9e15)),
    "another audience": signed(good(aud="other")),
    "an audience that contains ours": signed(good(aud="onrecord.evil")),
    "audience in another case": signed(good(aud="OnRecord")),
    "several audiences": signed(good(aud=["onrecord", "other"])),
    "audience of numbers": signed(good(aud=[1])),
    "another issuer": signed(good(iss="evil")),
    "issuer as a list": signed(good(iss=["onrecord"])),
    "person as a number": signed(good(sub=7)),
    "person as an object": signed(good(sub={"$ne": ""})),
    "empty person": signed(good(sub="")),
    "person with a line end": signed(good(sub="alice\n")),
    "tenant as a path": signed(good(ten="../acme")),
    "scopes of rubbish": signed(good(scope="A B")),
    "claims as a list": signed([1]),
    "claims as text": signed("x"),
    "four parts": signed(good()) + ".AAAA",
    "two parts": ".".join(signed(good()).split(".")[:2]),
    "empty": "",
    "not base64": "a$b.c.d",
    "padding": signed(good()) + "==",
    "white space": signed(good()) + "\n",
    "too long": signed(good(x="x" * 9000)),
    "deep": f"{part({'alg': 'EdDSA'})}.{b64encode(b'[' * 5000)}.AAAA",
    "not UTF-8": f"{part({'alg': 'EdDSA'})}.{b64encode(bytes([255, 254]))}.AAAA",
}


@pytest.mark.req("HIP-8")
@pytest.mark.parametrize("token", V33.values(), ids=V33.keys())
def test_v33_no_confusion_of_algorithms_or_claims_gets_in(token: str) -> None:
    with pytest.raises(Unauthenticated) as refused:
        verifier().verify(token)
    assert type(refused.value) is TokenInvalid


def test_a_member_that_appears_twice_is_refused() -> None:
    """Two readers could take two different values (RFC 8725, 2.4)."""
    claims = json.dumps(good())[:-1] + ', "sub": "bob"}'
    body = f"{part({'alg': 'EdDSA', 'kid': KEY.kid})}.{b64encode(claims.encode())}"
    token = f"{body}.{b64encode(SigningKey(KEY.seed).sign(body.encode()).signature)}"
    with pytest.raises(TokenInvalid):
        verifier().verify(token)


def test_every_changed_character_breaks_the_signature() -> None:
    token = mint(KEY, tenant="acme", person="alice", now=NOW)
    head, body, signature = token.split(".")
    raw = bytearray(base64.urlsafe_b64decode(body + "=="))
    raw[raw.index(b"alice")] ^= 1
    with pytest.raises(TokenInvalid):
        verifier().verify(f"{head}.{b64encode(bytes(raw))}.{signature}")


def test_a_token_is_expired_a_minute_after_its_time_and_not_before() -> None:
    clock = Clock()
    token, door = mint(KEY, tenant="acme", person="alice", ttl=60, now=NOW), verifier(clock)
    clock.now = NOW + 119
    door.verify(token)
    clock.now = NOW + 120
    with pytest.raises(TokenExpired):
        door.verify(token)


def test_a_token_of_nobody_we_know_is_left_to_the_host() -> None:
    door = verifier()
    assert door.recognises(mint(KEY, tenant="acme", person="alice"))
    assert not door.recognises(signed(good(iss="https://host.example")))
    assert not door.recognises("opaque-token-of-the-host")


def jwks(key: TokenKey, kid: str) -> dict[str, Any]:
    return {"keys": [{**key.public_jwk(), "kid": kid}]}


def foreign(tenant: str, key: TokenKey, **changes: Any) -> Issuer:
    settings = {"issuer": f"https://{tenant}.example", "audience": f"chat-{tenant}"}
    if "fetch" not in changes:
        changes.setdefault("keys", jwks(key, "k1"))
    return Issuer(tenant=tenant, **{**settings, **changes})


def theirs(tenant: str, key: TokenKey, /, kid: str = "k1", **changes: Any) -> str:
    claims = good(iss=f"https://{tenant}.example", aud=f"chat-{tenant}", ten=..., **changes)
    return signed(claims, {"kid": kid}, key)


A, B = TokenKey(b"a" * 32), TokenKey(b"b" * 32)


def test_v31_two_tenants_with_the_same_kid_do_not_share_a_key() -> None:
    door = verifier(issuers=[foreign("acme", A), foreign("globex", B)])
    assert door.verify(theirs("acme", A)).identity.tenant == "acme"
    assert door.verify(theirs("globex", B)).identity.tenant == "globex"
    for forged in (theirs("globex", A), theirs("acme", B)):
        with pytest.raises(TokenInvalid):
            door.verify(forged)


def test_v31_one_issuer_of_two_tenants_keeps_them_apart_by_audience() -> None:
    shared = "https://idp.example"
    door = verifier(
        issuers=[foreign("acme", A, issuer=shared), foreign("globex", B, issuer=shared)]
    )
    token = signed(good(iss=shared, aud="chat-acme", ten=...), {"kid": "k1"}, A)
    assert door.verify(token).identity.tenant == "acme"
    crossed = signed(good(iss=shared, aud="chat-globex", ten=...), {"kid": "k1"}, A)
    both = signed(good(iss=shared, aud=["chat-acme", "chat-globex"], ten=...), {"kid": "k1"}, A)
    claimed = signed(good(iss=shared, aud="chat-acme", ten="globex"), {"kid": "k1"}, A)
    for token in (crossed, both, claimed):
        with pytest.raises(TokenInvalid):
            door.verify(token)


def test_a_tenant_s_issuer_gives_only_the_scopes_it_was_given() -> None:
    wanted = "people:write tenant:manage"
    plain = verifier(issuers=[foreign("acme", A)])
    assert plain.verify(theirs("acme", A, scope=wanted)).identity.scopes == frozenset()
    some = verifier(issuers=[foreign("acme", A, scopes=frozenset({"people:write"}))])
    assert some.verify(theirs("acme", A, scope=wanted)).identity.scopes == {"people:write"}


def test_v32_nothing_is_fetched_for_a_token_of_an_issuer_that_was_not_registered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def denied(*_: object, **__: object) -> None:
        raise AssertionError("an outbound connection before the signature was verified")

    monkeypatch.setattr(socket, "socket", denied)
    fetched: list[int] = []

    def fetch() -> dict[str, Any]:
        fetched.append(1)
        return jwks(A, "k1")

    door = verifier(issuers=[foreign("acme", A, fetch=fetch)])
    evil = signed(good(iss="https://acme.example/../evil", aud="chat-acme", ten=...), {}, B)
    for token in (evil, signed(good(), {"jku": "https://evil.example"})):
        with pytest.raises(TokenInvalid):
            door.verify(token)
    assert fetched == []
    assert door.may_block


def test_an_unknown_kid_asks_again_at_most_every_half_minute() -> None:
    clock, served, fetched = Clock(), jwks(A, "k1"), []

    def fetch() -> dict[str, Any]:
        fetched.append(clock.now)
        return served

    door = verifier(clock, issuers=[foreign("acme", A, fetch=fetch)])
    door.verify(theirs("acme", A))
    for _ in range(5):
        with pytest.raises(TokenInvalid):
            door.verify(theirs("acme", B, kid="k2"))
    assert len(fetched) == 1
    served, clock.now = jwks(B, "k2"), NOW + 31
    assert door.verify(theirs("acme", B, kid="k2")).identity.person == "alice"
    with pytest.raises(TokenInvalid):
        door.verify(theirs("acme", A))


def test_keys_that_cannot_be_had_are_unavailable_and_known_ones_live_on() -> None:
    clock, working = Clock(), [True]

    def fetch() -> bytes:
        if not working[0]:
            raise RuntimeError("the network is down")
        return json.dumps(jwks(A, "k1")).encode()

    door = verifier(clock, issuers=[foreign("acme", A, fetch=fetch)])
    door.verify(theirs("acme", A))
    working[0], clock.now = False, NOW + 4000
    fresh: dict[str, Any] = {"iat": clock.now, "nbf": clock.now, "exp": clock.now + 60}
    door.verify(theirs("acme", A, **fresh))
    other = verifier(clock, issuers=[foreign("acme", A, fetch=fetch)])
    with pytest.raises(Unavailable):
        other.verify(theirs("acme", A, **fresh))


def test_keys_come_from_a_file_too(tmp_path: Path) -> None:
    path = tmp_path / "jwks.json"
    path.write_text(json.dumps(jwks(A, "k1")), "utf-8")
    door = verifier(issuers=[foreign("acme", A, keys=path)])
    assert door.verify(theirs("acme", A)).identity.person == "alice"


def test_an_rsa_issuer_is_accepted_and_its_key_is_no_shared_secret() -> None:
    key = RSAKey.generate_key(2048, {"kid": "r1"}, private=True)
    public = key.as_dict(private=False)
    door = verifier(issuers=[foreign("acme", A, keys={"keys": [public]})])
    claims = good(iss="https://acme.example", aud="chat-acme", ten=...)
    token = jwt.encode({"alg": "RS256", "kid": "r1"}, claims, key, algorithms=["RS256"])
    assert door.verify(token).identity.tenant == "acme"
    body = f"{part({'alg': 'HS256', 'kid': 'r1'})}.{part(claims)}"
    digest = hmac.digest(key.as_pem(private=False), body.encode(), "sha256")
    forged = f"{body}.{b64encode(digest)}"
    with pytest.raises(TokenInvalid):
        door.verify(forged)


@pytest.mark.parametrize(
    "document",
    [
        {},
        {"keys": []},
        {"keys": [{"kty": "oct", "k": "AAAA", "kid": "k1"}]},
        {"keys": [{**KEY.public_jwk(), "d": "AAAA"}]},
        {"keys": [KEY.public_jwk(), KEY.public_jwk()]},
        {"keys": ["x"]},
        "[]",
        "nonsense",
    ],
)
def test_a_key_set_of_anything_but_distinct_public_keys_is_refused(document: Any) -> None:
    with pytest.raises(ValueError, match=r"key|Expecting"):
        parse_jwks(document)


@pytest.mark.req("HIP-9")
@pytest.mark.parametrize(
    "wrong",
    [
        {"keys": None},
        {"fetch": dict, "keys": {}},
        {"algorithms": frozenset({"HS256"})},
        {"algorithms": frozenset()},
        {"audience": ""},
        {"issuer": "onrecord"},
    ],
)
def test_an_issuer_that_could_let_strangers_in_is_not_configured(wrong: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        verifier(issuers=[foreign("acme", A, **wrong)])
