"""Images, decoded and written anew: upright, without metadata, in bounded memory and time.

Whatever is shown inside a page was written here, so that nothing of the bytes that somebody sent
reaches a browser's decoder, and nothing that a camera noted (place, device, name) leaves the house.
"""

import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from typing_extensions import override

from onrecord.errors import UsageError


#: The longest side of a thumbnail, and its quality.
THUMBNAIL: Final = 640
THUMBNAIL_TYPE: Final = "image/webp"
LONGEST_SIDE: Final = 12_000
MOST_FRAMES: Final = 500
#: Scans of a progressive JPEG: thousands of them cost minutes and look like one.
MOST_SCANS: Final = 100

_FORMATS: Final = {
    "image/png": "PNG",
    "image/jpeg": "JPEG",
    "image/gif": "GIF",
    "image/webp": "WEBP",
}
_OPTIONS: Final[dict[str, dict[str, Any]]] = {
    "PNG": {"compress_level": 6},
    "JPEG": {"quality": 90, "progressive": True, "optimize": True},
    "GIF": {"optimize": False},
    "WEBP": {"quality": 90, "method": 4},
}
#: One image at a time in this process: what is decoded is the largest thing that we ever hold.
_TURN: Final = threading.Lock()


#: The longest side of a logo, and the pixels of one that is sent.
LOGO: Final = 640
LOGO_PIXELS: Final = 1_000_000


class ImageRefused(Exception):
    """An image is not kept; ``reason`` is ``image_broken`` or ``image_too_large``."""

    def __init__(self, reason: str) -> None:
        """Keep why."""
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Picture:
    """An image as it is kept, in its own type, and a small one (WebP) to show before it."""

    data: bytes
    width: int
    height: int
    thumbnail: bytes


@dataclass(frozen=True, slots=True)
class Still:
    """A small picture that does not move, in its own type."""

    data: bytes
    media_type: str
    width: int
    height: int


def rewrite(raw: bytes, media_type: str, most_pixels: int) -> Picture:
    """Decode an image and write it anew in the same type. Blocking; one runs at a time.

    ``most_pixels`` is looked at before anything is decoded; of an animation, all frames count.
    Raises ``ImageRefused``.
    """
    with _TURN, _judged(raw, media_type):
        return _rewrite(raw, _FORMATS[media_type], most_pixels)


def still(raw: bytes, media_type: str) -> Still:
    """Decode the first frame of a small image and write it anew, as a logo is kept.

    So few pixels take no turn: a large image that is being decoded keeps nobody waiting. Raises
    ``ImageRefused``.
    """
    with _judged(raw, media_type):
        form = _FORMATS[media_type]
        image = _opened(raw, form, LOGO_PIXELS)
        _measure(image.size, LOGO_PIXELS)
        plain = _upright(image)
        plain.thumbnail((LOGO, LOGO), reducing_gap=2.0)
        return Still(_written([plain], form), media_type, plain.width, plain.height)


@contextmanager
def _judged(raw: bytes, media_type: str) -> Iterator[None]:
    """Refuse what would cost minutes, and call broken whatever a decoder trips over."""
    if raw.count(b"\xff\xda") > MOST_SCANS and media_type == "image/jpeg":
        raise ImageRefused("image_too_large")
    try:
        yield
    except (ImageRefused, UsageError):
        raise
    except Exception as error:  # a decoder may raise anything for bytes that are wrong
        bomb = "Bomb" in type(error).__name__
        raise ImageRefused("image_too_large" if bomb else "image_broken") from error


def _rewrite(raw: bytes, form: str, most_pixels: int) -> Picture:
    image = _opened(raw, form, most_pixels)
    _measure(image.size, most_pixels)
    if getattr(image, "is_animated", False):
        return _animated(image, form, most_pixels)
    still = _upright(image)
    return Picture(_written([still], form), still.width, still.height, _thumbnail(still))


def _opened(raw: bytes, form: str, most_pixels: int) -> Any:
    try:
        from PIL import Image
        from PIL.JpegImagePlugin import JpegImageFile
    except ImportError as error:
        raise UsageError('images need Pillow: pip install "onrecord[images]"') from error
    file = io.BytesIO(raw)
    if form == "JPEG":  # never as the row of pictures (MPO) that phones hide behind the first
        return JpegImageFile(file)
    return _gif(file, most_pixels) if form == "GIF" else Image.open(file, formats=[form])


def _gif(file: io.BytesIO, most_pixels: int) -> Any:
    """Open a GIF that may not grow after its first frame.

    A later frame may be larger than what it is said to be part of, and room for it is taken while
    it is looked for, before anybody could measure it.
    """
    from PIL.GifImagePlugin import GifImageFile

    class Measured(GifImageFile):
        most = most_pixels

        @override
        def __setattr__(self, name: str, value: Any) -> None:
            if name == "_size":
                _measure(value, self.most)
            super().__setattr__(name, value)

    image = Measured(file)
    image.most = image.width * image.height
    return image


def _measure(size: tuple[int, int], most_pixels: int) -> None:
    width, height = size
    if width * height > most_pixels or max(width, height) > LONGEST_SIDE:
        raise ImageRefused("image_too_large")


def _upright(image: Any) -> Any:
    """Return the picture as it is to be seen: turned, in sRGB, with nothing but its pixels."""
    from PIL import ImageOps

    image.load()
    turned = ImageOps.exif_transpose(image)
    mode = "RGBA" if turned.has_transparency_data else "L" if turned.mode in ("1", "L") else "RGB"
    plain = _in_srgb(turned, mode) if turned.mode != mode or _profile(turned) else turned
    plain = plain if plain is not image else plain.copy()
    plain.info = {}
    return plain


def _profile(image: Any) -> bytes:
    return bytes(image.info.get("icc_profile") or b"")


def _in_srgb(image: Any, mode: str) -> Any:
    """Convert colours as the image's own profile says, where that can be read."""
    from PIL import ImageCms

    profile = _profile(image)
    if profile and image.mode in ("RGB", "RGBA", "CMYK", "L"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            wanted = ImageCms.createProfile("sRGB")
            found = ImageCms.profileToProfile(image, source, wanted, outputMode=mode)
        except (ImageCms.PyCMSError, OSError, ValueError):
            return image.convert(mode)
        if found is not None:
            return found
    return image.convert(mode)


def _animated(image: Any, form: str, most_pixels: int) -> Picture:
    """Write every frame anew, with its time; the thumbnail is the first one, and stands still."""
    frames, times, loop = [], [], image.info.get("loop", 1)
    for frame, milliseconds in _frames(image, most_pixels):
        frames.append(frame)
        times.append(milliseconds)
    first = frames[0]
    more = {"duration": times, "loop": int(loop)}
    thumbnail = _thumbnail(first)
    return Picture(_written(frames, form, **more), first.width, first.height, thumbnail)


def _frames(image: Any, most_pixels: int) -> Iterator[tuple[Any, int]]:
    from PIL import ImageSequence

    pixels = image.width * image.height
    for number, frame in enumerate(ImageSequence.Iterator(image), start=1):
        if number > MOST_FRAMES or number * pixels > most_pixels:
            raise ImageRefused("image_too_large")
        frame.load()
        milliseconds = int(frame.info.get("duration", 100) or 100)
        plain = frame.convert("RGBA")
        plain.info = {}
        yield plain, max(20, min(milliseconds, 60_000))


def _written(frames: list[Any], form: str, **more: Any) -> bytes:
    first, *rest = frames
    if form == "JPEG" and first.mode == "RGBA":
        first = first.convert("RGB")
    animated = {"save_all": True, "append_images": rest, **more} if rest else {}
    out = io.BytesIO()
    first.save(out, form, **_OPTIONS[form], **animated)
    return out.getvalue()


def _thumbnail(image: Any) -> bytes:
    small = image.copy()
    small.thumbnail((THUMBNAIL, THUMBNAIL), reducing_gap=2.0)
    out = io.BytesIO()
    small.save(out, "WEBP", quality=80, method=4)
    return out.getvalue()
