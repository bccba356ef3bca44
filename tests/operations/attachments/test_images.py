"""Images are what they show, and nothing else."""

import io
import tracemalloc
from typing import Any

import pytest
from PIL import Image, _imaging

from onrecord_server.attachments import images
from onrecord_server.attachments.images import ImageRefused, rewrite
from tests.support import files


PIXELS = 40_000_000


def opened(data: bytes) -> Any:
    return Image.open(io.BytesIO(data))


def test_nothing_that_a_camera_noted_is_left() -> None:
    raw = files.photo()
    found = rewrite(raw, "image/jpeg", PIXELS)
    for data in (found.data, found.thumbnail):
        assert b"c4nary" not in data
        assert b"Exif" not in data
        assert not opened(data).getexif()
        assert not {"comment", "exif", "icc_profile", "xmp"} & opened(data).info.keys()
    assert b"c4nary" in raw


def test_words_in_a_png_and_a_gif_go_too() -> None:
    from PIL.PngImagePlugin import PngInfo

    notes = PngInfo()
    notes.add_text("Author", "c4nary")
    raw = files.picture("PNG", pnginfo=notes)
    assert b"c4nary" in raw
    assert b"c4nary" not in rewrite(raw, "image/png", PIXELS).data
    moving = files.animation("GIF") + b"c4nary"
    assert b"c4nary" not in rewrite(moving, "image/gif", PIXELS).data


def test_a_picture_stands_upright_and_its_size_is_that_of_what_is_seen() -> None:
    found = rewrite(files.photo((80, 40)), "image/jpeg", PIXELS)
    assert (found.width, found.height) == (40, 80) == opened(found.data).size


def test_a_polyglot_is_only_a_picture_afterwards() -> None:
    raw = files.picture("PNG") + b"<script>alert('c4nary')</script>" + files.archive("c4nary.js")
    found = rewrite(raw, "image/png", PIXELS)
    assert b"c4nary" not in found.data


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "WEBP"])
def test_a_picture_stays_of_its_kind_and_gets_a_small_one(form: str) -> None:
    found = rewrite(files.picture(form, (1400, 700)), f"image/{form.lower()}", PIXELS)
    assert opened(found.data).format == form
    small = opened(found.thumbnail)
    assert (small.format, small.size) == ("WEBP", (640, 320))


@pytest.mark.parametrize("form", ["GIF", "WEBP"])
def test_what_moves_goes_on_moving(form: str) -> None:
    found = rewrite(files.animation(form, 5), f"image/{form.lower()}", PIXELS)
    moving = opened(found.data)
    assert moving.n_frames == 5
    moving.seek(2)
    moving.load()
    assert moving.info["duration"] == 80
    assert getattr(opened(found.thumbnail), "n_frames", 1) == 1


def test_what_is_see_through_stays_so() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (10, 10), (255, 0, 0, 0)).save(out, "PNG")
    found = rewrite(out.getvalue(), "image/png", PIXELS)
    assert opened(found.data).getpixel((5, 5))[3] == 0
    assert opened(found.thumbnail).mode == "RGBA"


@pytest.mark.parametrize(
    ("mode", "form"), [("CMYK", "JPEG"), ("L", "JPEG"), ("P", "PNG"), ("1", "PNG"), ("I;16", "PNG")]
)
def test_every_way_to_store_colours_is_understood(mode: str, form: str) -> None:
    out = io.BytesIO()
    Image.new(mode, (20, 10)).save(out, form)
    found = rewrite(out.getvalue(), f"image/{form.lower()}", PIXELS)
    assert opened(found.data).size == (20, 10)


@pytest.mark.parametrize("side", [60_000, 20_000, 7_000])
def test_a_bomb_is_seen_before_it_is_opened(side: int) -> None:
    tracemalloc.start()
    with pytest.raises(ImageRefused) as caught:
        rewrite(files.bomb(side, side), "image/png", PIXELS)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert caught.value.reason == "image_too_large"
    assert most < 5_000_000


def test_a_line_is_too_long_however_thin() -> None:
    with pytest.raises(ImageRefused):
        rewrite(files.bomb(images.LONGEST_SIDE + 1, 1), "image/png", PIXELS)


def test_an_animation_is_measured_by_all_its_frames() -> None:
    raw = files.animation("GIF", 30, (100, 100))
    assert rewrite(raw, "image/gif", 300_000).width == 100
    with pytest.raises(ImageRefused) as caught:
        rewrite(raw, "image/gif", 299_999)
    assert caught.value.reason == "image_too_large"


@pytest.mark.parametrize("disposal", [1, 2, 3])
@pytest.mark.parametrize(
    "frames",
    [
        [(1, 1), (13_000, 13_000)],
        [(1, 1), (images.LONGEST_SIDE + 1, 1)],
        [(1, 1), *[(6_000, 6_000)] * 40],
        [(13_000, 13_000)],
    ],
)
def test_no_frame_is_opened_that_is_larger_than_its_animation(
    frames: list[tuple[int, int]], disposal: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw, decoded = files.growing(*frames, disposal=disposal), seen_decoded(monkeypatch)
    with pytest.raises(ImageRefused) as caught:
        rewrite(raw, "image/gif", PIXELS)
    assert caught.value.reason == "image_too_large"
    assert max(decoded, default=0) <= 1


def seen_decoded(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Keep the pixels of every picture that room is taken for."""
    taken: list[int] = []
    for name in ("fill", "new"):
        make = getattr(_imaging, name)

        def noted(mode: str, size: Any, *more: Any, make: Any = make) -> Any:
            taken.append(size[0] * size[1])
            return make(mode, size, *more)

        monkeypatch.setattr(_imaging, name, noted)
    return taken


def test_a_first_frame_that_is_larger_than_it_says_is_the_picture() -> None:
    assert rewrite(files.picture("GIF", (30, 20)), "image/gif", PIXELS).width == 30
    raw = files.picture("GIF", (30, 20))
    assert rewrite(raw[:6] + bytes([2, 0, 2, 0]) + raw[10:], "image/gif", PIXELS).width == 30


@pytest.mark.parametrize("second", [(16, 16), (9_000, 9_000)])
def test_a_photo_with_others_behind_it_is_its_first_picture(second: tuple[int, int]) -> None:
    raw = files.pair((80, 40), second)
    assert opened(raw).format == "MPO"
    found = rewrite(raw, "image/jpeg", 100 * 100)
    kept = opened(found.data)
    assert (kept.format, kept.size, getattr(kept, "n_frames", 1)) == ("JPEG", (80, 40), 1)


def test_a_jpeg_of_endless_scans_is_refused_unopened() -> None:
    raw = files.picture("JPEG", progressive=True)
    with pytest.raises(ImageRefused):
        rewrite(raw + b"\xff\xda" * 200, "image/jpeg", PIXELS)


@pytest.mark.parametrize("cut", [10, 40, 100])
@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "WEBP"])
def test_a_broken_picture_is_refused(form: str, cut: int) -> None:
    raw = files.picture(form, (300, 200))[:-cut]
    raw = raw[: max(12, len(raw) // 2)]
    with pytest.raises(ImageRefused) as caught:
        rewrite(raw, f"image/{form.lower()}", PIXELS)
    assert caught.value.reason == "image_broken"


def test_one_kind_is_not_opened_as_another() -> None:
    with pytest.raises(ImageRefused):
        rewrite(files.picture("PNG"), "image/jpeg", PIXELS)
