"""Settings from the environment: read as what they are, or refused with the variable's name."""

import json
from pathlib import Path

import pytest

from onrecord.errors import UsageError
from onrecord_server import Issuer, OnRecord, RateLimits, TokenKey
from onrecord_server.config import OnRecordConfig
from onrecord_server.core.settings import Limits
from onrecord_server.doorway.limits import Rate


def _read(**variables: str) -> OnRecordConfig:
    return OnRecordConfig.from_environment(
        {f"ONRECORD_{k.upper()}": v for k, v in variables.items()}
    )


@pytest.mark.parametrize(
    "text",
    ['{"members": 500, "messages_a_tenant": 9}', "{members = 500, messages_a_tenant = 9}"],
)
def test_limits_are_a_json_or_a_toml_value(text: str) -> None:
    assert _read(limits=text).limits == Limits(members=500, messages_a_tenant=9)
    assert _read(limits='{"people_a_tenant": null}').limits == Limits()


def test_rate_limits_are_named_rates_and_an_empty_list_switches_one_off() -> None:
    text = '{person_writes = ["5/s burst 20", "1/s burst 60"], person_reads = "9/s burst 9", '
    found = _read(rate_limits=text + "tenant_reads = []}").rate_limits
    assert found == RateLimits(
        person_writes=(Rate(5, 20), Rate(1, 60)), person_reads=(Rate(9, 9),), tenant_reads=()
    )


def test_issuers_are_a_list_of_objects() -> None:
    jwks = {"keys": [TokenKey(b"k" * 32).public_jwk()]}
    plain = {"tenant": "acme", "issuer": "https://login.example", "audience": "chat"}
    given = [{**plain, "keys": jwks, "scopes": ["people:write"], "max_age": 60}]
    (found,) = _read(issuers=json.dumps(given)).issuers
    scopes = frozenset({"people:write"})
    wanted = Issuer(
        tenant="acme",
        issuer="https://login.example",
        audience="chat",
        keys=jwks,
        scopes=scopes,
        max_age=60,
    )
    assert found == wanted


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("limits", "", "neither a JSON nor a TOML value"),
        ("limits", "members=500", "neither a JSON nor a TOML value"),
        ("limits", "500", "an object with members of Limits"),
        ("limits", '{"memberz": 500}', "no 'memberz'; it has text_code_points, members"),
        ("limits", '{"members": "500"}', "members is a whole number above zero, not '500'"),
        ("limits", '{"members": true}', "members is a whole number"),
        ("limits", '{"members": 0}', "members is a whole number"),
        ("limits", '{"members": null}', "members is a whole number"),
        ("limits", '{"members": 1e3}', "members is a whole number"),
        ("rate_limits", '{"person_writes": 5}', "rates such as '5/s burst 20'"),
        ("rate_limits", '{"person_writes": ["5 a second"]}', "'5 a second' is no rate"),
        ("rate_limits", '{"person_writes": ["0/s burst 1"]}', "above zero"),
        ("issuers", "{}", "a list of objects"),
        ("issuers", "[{}]", "a text as its tenant"),
        ("issuers", '[{"fetch": "x"}]', "no 'fetch'"),
        ("gates", "mine", "gates are code"),
        ("reactors", "[]", "reactors are code"),
        ("poll_seconds", "soon", "cannot be 'soon'"),
        ("poll_seconds", "nan", "above zero, and finite"),
        ("metrics", "perhaps", "cannot be 'perhaps'"),
        ("sockets_a_person", "0", "at least one"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(name: str, text: str, reason: str) -> None:
    with pytest.raises(UsageError) as refused:
        _read(**{name: text})
    assert reason in str(refused.value)


def test_a_wrong_variable_stops_the_start_with_its_name(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ONRECORD_LIMITS", "many")
    with pytest.raises(UsageError, match=r"^ONRECORD_LIMITS: "):
        OnRecord(sqlite_url, identify=lambda _: None)
    OnRecord(sqlite_url, identify=lambda _: None, limits=Limits(members=3))


def test_plain_settings_are_read_as_they_stand(tmp_path: Path) -> None:
    found = _read(
        metrics=" Yes ", poll_seconds="0.5", allowed_origins="https://a.example, https://b.example"
    )
    assert (found.metrics, found.poll_seconds) == (True, 0.5)
    assert found.allowed_origins == ("https://a.example", "https://b.example")
    assert _read(token_key=str(tmp_path)).token_key == str(tmp_path)
