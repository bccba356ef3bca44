import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from onrecord.errors import ContrastTooLow, UsageError
from onrecord.wire.tenants import Branding, Palette
from onrecord_server.tenants.branding import (
    PROPERTIES,
    branding_from,
    css_properties,
    load_branding,
    preview,
    save_branding,
    stylesheet,
    to_toml,
)
from onrecord_server.tenants.colours import contrast
from onrecord_server.tenants.rules import check_contrast, theme, too_close


colours = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06x}")
palettes = st.builds(
    Palette,
    accent=st.none() | colours,
    on_accent=st.none() | colours,
    surface=st.none() | colours,
    text=st.none() | colours,
)
fonts = st.lists(st.from_regex(r"[A-Za-z0-9][A-Za-z0-9 -]{0,39}", fullmatch=True), max_size=6)
brandings = st.builds(
    Branding,
    light=palettes,
    dark=palettes,
    fonts=fonts,
    radius=st.integers(0, 24),
    density=st.sampled_from(["comfortable", "compact"]),
)

TOKEN = re.compile(
    r"#[0-9a-f]{6}|\d{1,2}px|block|none"
    r'|("[A-Za-z0-9][A-Za-z0-9 -]*", )*-apple-system, "Segoe UI", Roboto, Inter, '
    r'"Noto Sans", "Liberation Sans", system-ui, sans-serif'
)
SURFACES = ("surface", "surface_raised", "surface_sunken", "accent_soft")


def test_the_default_look_is_readable() -> None:
    assert too_close(Branding()) == []


@given(brandings)
def test_every_value_is_a_parsed_token(branding: Branding) -> None:
    for scheme in ("light", "dark"):
        properties = css_properties(branding, scheme)
        assert tuple(properties) == PROPERTIES
        for value in properties.values():
            assert TOKEN.fullmatch(value), value


@settings(max_examples=60)
@given(brandings)
def test_what_is_derived_can_be_read_on_every_surface(branding: Branding) -> None:
    if too_close(branding):
        return
    for scheme in ("light", "dark"):
        made = theme(branding, scheme)
        for ground in (getattr(made, name) for name in SURFACES):
            for name in ("text", "text_muted", "accent_text", "danger", "positive"):
                assert contrast(getattr(made, name), ground) >= 4.5, (scheme, name)
            assert contrast(made.border_strong, ground) >= 3


@settings(max_examples=60)
@given(brandings)
def test_taking_the_nearest_colours_ends_in_a_branding_that_passes(branding: Branding) -> None:
    for _ in range(6):
        found = too_close(branding)
        if not found:
            return
        first = found[0]
        palette = getattr(branding, first.scheme)
        mended = palette.model_copy(update={first.colour: first.nearest})
        branding = branding.model_copy(update={first.scheme: mended})
    assert too_close(branding) == []


def test_a_refusal_names_the_pair_its_ratio_and_the_nearest_that_passes() -> None:
    yellow = Branding(light=Palette(accent="#ffdd00"))
    with pytest.raises(ContrastTooLow) as refused:
        check_contrast(yellow)
    problem = refused.value.problem()
    assert problem["pair"] == "light.accent on light.surface"
    assert problem["ratio"] < problem["minimum"] == 3.0
    assert problem["errors"][0]["pointer"] == "/branding/light/accent"
    check_contrast(Branding(light=Palette(accent=problem["nearest"])))


@settings(max_examples=25)
@given(brandings)
def test_a_preview_is_what_would_be_set_and_names_what_would_be_refused(branding: Branding) -> None:
    seen = preview(branding)
    assert seen.light == css_properties(branding, "light")
    assert seen.dark == css_properties(branding, "dark")
    assert len(seen.pairs) == 6
    failing = [(pair.scheme, pair.colour, pair.nearest) for pair in seen.pairs if not pair.passes]
    assert failing == [(p.scheme, p.colour, p.nearest) for p in too_close(branding)]
    assert all(pair.ratio < pair.minimum for pair in seen.pairs if not pair.passes)


def test_a_dark_accent_follows_from_the_light_one() -> None:
    made = theme(Branding(light=Palette(accent="#b3261e")), "dark")
    assert made.accent != "#b3261e"
    assert contrast(made.accent, made.surface) >= 3


@pytest.mark.parametrize(
    "evil",
    [
        {"light": {"accent": "red;}body{display:none"}},
        {"light": {"accent": "#fff"}},
        {"fonts": ['x";}body{background:url(//e)}']},
        {"logo": "https://evil.example/x.svg"},
        {"logo": "//evil.example/x.png"},
        {"logo": "/../..\\x"},
        {"radius": 25},
        {"radius": "8px"},
        {"texts": {"en": {"<b>": "x"}}},
    ],
)
def test_nothing_a_tenant_types_can_become_css_or_html(evil: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Branding.model_validate(evil)


def test_the_style_sheet_holds_both_schemes_and_one_pair_of_quotes_per_font() -> None:
    sheet = stylesheet(Branding(fonts=["Inter"]))
    assert sheet.count("--onrecord-accent:") == 2
    assert '--onrecord-font:"Inter", -apple-system' in sheet


texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), max_size=30)


@given(brandings, texts, texts)
def test_a_branding_survives_its_toml_file(branding: Branding, text: str, footer: str) -> None:
    full = branding.model_copy(
        update={"texts": {"en-GB": {"composer.placeholder": text}}, "email_footer": footer}
    )
    again = Branding.model_validate(tomllib.loads(to_toml(full)))
    assert again == full


def test_a_file_is_loaded_checked_and_saved(tmp_path: Path) -> None:
    path = tmp_path / "brand.toml"
    branding = Branding(product_name="Huddle", light=Palette(accent="#0a6b4d"), fonts=["Inter"])
    save_branding(branding, path)
    assert load_branding(path) == branding


@pytest.mark.parametrize(
    ("document", "named"),
    [
        ({"colour": "#ffffff"}, "colour"),
        ({"light": {"acent": "#ffffff"}}, "light.acent"),
        ({"radius": 99}, "radius"),
        ({"light": 3}, "light"),
    ],
)
def test_a_mistake_in_a_file_is_named(document: dict[str, object], named: str) -> None:
    with pytest.raises(UsageError, match=named.replace(".", r"\.")):
        branding_from(document)


def test_a_file_that_is_not_toml_is_refused_with_its_path(tmp_path: Path) -> None:
    path = tmp_path / "brand.toml"
    path.write_text("= nonsense", "utf-8")
    with pytest.raises(UsageError, match=r"brand\.toml"):
        load_branding(path)
    with pytest.raises(UsageError, match=r"absent\.toml"):
        load_branding(tmp_path / "absent.toml")


def test_a_file_whose_colours_cannot_be_read_is_refused() -> None:
    with pytest.raises(ContrastTooLow):
        branding_from({"light": {"text": "#eeeeee"}})
