"""Small files of every kind, honest and not, made in place; and a short way to send one."""

import io
import struct
import zipfile
import zlib
from typing import Any

from PIL import Image


EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"
EXE = b"MZ" + bytes(200)


def picture(
    form: str = "PNG", size: tuple[int, int] = (64, 48), colour: Any = (200, 30, 60), **options: Any
) -> bytes:
    """Return a picture of one colour."""
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, form, **options)
    return out.getvalue()


def photo(size: tuple[int, int] = (80, 40)) -> bytes:
    """Return a JPEG as a phone writes it: on its side, with place, maker, comment and profile."""
    exif = Image.Exif()
    exif[0x0112] = 6  # turned a quarter
    exif[0x010F] = "c4nary-maker"
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2] = "N", (52.0, 31.0, 12.0)
    image = Image.new("RGB", size, (10, 120, 200))
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif.tobytes(), comment=b"c4nary-comment")
    return out.getvalue()


def animation(form: str = "GIF", frames: int = 4, size: tuple[int, int] = (24, 16)) -> bytes:
    """Return a picture that moves."""
    shown = [Image.new("RGB", size, (40 * n % 256, 90, 10 * n % 256)) for n in range(frames)]
    out = io.BytesIO()
    shown[0].save(out, form, save_all=True, append_images=shown[1:], duration=[80] * frames, loop=0)
    return out.getvalue()


def growing(*frames: tuple[int, int], disposal: int = 1) -> bytes:
    """Return a GIF that says it is one pixel, with frames of any size."""
    screen = b"GIF89a" + struct.pack("<HH", 1, 1) + b"\x80\x00\x00" + bytes(3) + b"\xff" * 3
    shown = b"\x21\xf9\x04" + bytes([disposal << 2]) + b"\x0a\x00\x00\x00"
    head = (shown + b"\x2c" + struct.pack("<HHHHB", 0, 0, *size, 0) for size in frames)
    return screen + b"".join(begun + b"\x02\x02\x44\x01\x00" for begun in head) + b"\x3b"


def pair(first: tuple[int, int] = (80, 40), second: tuple[int, int] = (900, 900)) -> bytes:
    """Return a photo as many phones write it: an MPO, a second picture behind the first."""
    out = io.BytesIO()
    more = [Image.new("RGB", second)]
    Image.new("RGB", first, (10, 120, 200)).save(out, "MPO", save_all=True, append_images=more)
    return out.getvalue()


def bomb(width: int = 60_000, height: int = 60_000) -> bytes:
    """Return a tiny PNG that says it is huge."""
    head = struct.pack("!IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(bytes(1000))
    chunks = ((b"IHDR", head), (b"IDAT", body), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack("!I", len(data)) + kind + data + struct.pack("!I", zlib.crc32(kind + data))
        for kind, data in chunks
    )


def office(folder: str = "word") -> bytes:
    """Return what begins like a document of an office suite."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(f"{folder}/document.xml", "<document/>")
    return out.getvalue()


def archive(name: str = "a.txt") -> bytes:
    """Return a plain archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as found:
        found.writestr(name, "hello")
    return out.getvalue()
