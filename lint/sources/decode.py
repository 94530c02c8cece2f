"""From bytes to text and back, byte for byte, in the encodings that a newsroom meets."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

SNIFF = 4096
"""How many leading bytes tell a text from a picture, and UTF-16 from everything else."""

WINDOWS_1252 = "windows-1252"

# UTF-32's little-endian mark begins with UTF-16's, so the longer ones come first.
_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# File signatures, as each format's specification gives them.
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF"),
    (b"{\\rtf", "an RTF document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word document (.doc) or another Office file"),
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF87a", "a GIF picture"),
    (b"GIF89a", "a GIF picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"ID3", "an MP3 recording"),
    (b"OggS", "an Ogg recording"),
    (b"\x7fELF", "a program"),
)

# The name of the first file in a ZIP archive gives away what the archive is.
_ZIP_KINDS: tuple[tuple[bytes, str], ...] = (
    (b"word/", "a Word document (.docx)"),
    (b"xl/", "an Excel sheet (.xlsx)"),
    (b"ppt/", "a PowerPoint file (.pptx)"),
    (b"mimetypeapplication/vnd.oasis.opendocument.text", "an OpenDocument text (.odt)"),
    (b"mimetypeapplication/epub", "an EPUB book"),
)

_C1_CONTROLS = re.compile("[\x80-\x84\x86-\x9f]")


class DecodeError(ValueError):
    """Why bytes are no text, or a text has no bytes; the message goes on from the file's name: "is not text: …"."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text, and what it takes to write the file again byte for byte: `bom + text.encode(encoding)`."""

    text: str
    encoding: str
    bom: bytes = b""

    def encode(self, text: str) -> bytes:
        """The bytes of a changed text in the file's own encoding.

        Raises DecodeError where the encoding lacks a character (Windows-1252 has no Chinese, say).
        """
        try:
            return self.bom + text.encode(self.encoding)
        except UnicodeEncodeError as error:
            lacking = text[error.start : error.end][:10]
            raise DecodeError(f"is in {self.encoding}, which has no {lacking!r}") from None


def binary_kind(head: bytes) -> str | None:
    """What the first bytes of a file say it is ("a PDF"), or None where nothing speaks against text."""
    if head.startswith(b"PK\x03\x04"):
        return next((kind for mark, kind in _ZIP_KINDS if mark in head), "a ZIP archive")
    if head[4:8] == b"ftyp":
        return "a video or picture (MP4, HEIC)"
    if head[:4] == b"RIFF":
        return "a recording or picture (WAV, WebP)"
    return next((kind for mark, kind in _SIGNATURES if head.startswith(mark)), None)


def sniff(head: bytes) -> tuple[str | None, bytes]:
    """The encoding that the first bytes give away, and the byte order mark; None where they say nothing.

    UTF-16 without a mark shows in Western text by its zero bytes: every second one, always on the same side.
    Raises DecodeError for binary files.
    """
    for bom, encoding in _BOMS:
        if head.startswith(bom):
            return encoding, bom
    kind = binary_kind(head)
    if kind:
        raise DecodeError(f"is not text: it looks like {kind}")
    head = head[: min(len(head), SNIFF) & ~1]
    if b"\0" not in head:
        return None, b""
    pairs = len(head) // 2
    zeros_first, zeros_second = head[::2].count(0), head[1::2].count(0)
    if zeros_second * 2 >= pairs and zeros_first * 20 <= pairs:
        return "utf-16-le", b""
    if zeros_first * 2 >= pairs and zeros_second * 20 <= pairs:
        return "utf-16-be", b""
    raise DecodeError("is not text: it holds NUL bytes, as programs, pictures and archives do")


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """The text of a file. Without a declared encoding: a byte order mark, UTF-16's zeros, UTF-8, Windows-1252.

    Line ends stay as they are. Raises DecodeError for binary files, undecodable bytes and a declared encoding that is
    unknown or visibly wrong.
    """
    if declared is not None:
        return _declared(data, declared)
    encoding, bom = sniff(data[: SNIFF + 4])
    body = data[len(bom) :]
    if encoding is not None:
        decoded = Decoded(_strictly(body, encoding), encoding, bom)
    else:
        try:
            decoded = Decoded(body.decode("utf-8"), "utf-8")
        except UnicodeDecodeError as error:
            decoded = Decoded(_fallback(body, error), WINDOWS_1252)
    _refuse_nul(decoded.text)
    return decoded


def _strictly(body: bytes, encoding: str) -> str:
    try:
        return body.decode(encoding)
    except UnicodeDecodeError as error:
        raise DecodeError(f"begins as {encoding.upper()} but is damaged at byte {error.start:,}") from None


def _fallback(body: bytes, utf8: UnicodeDecodeError) -> str:
    """Windows-1252, whose five undefined bytes show that a text is something else."""
    try:
        return body.decode(WINDOWS_1252)
    except UnicodeDecodeError as error:
        raise DecodeError(
            f"is neither UTF-8 (byte {utf8.start:,} does not fit) nor Windows-1252 (byte {error.start:,} does not "
            "fit): name its encoding with --encoding"
        ) from None


def _refuse_nul(text: str) -> None:
    if "\0" in text:
        raise DecodeError("is not text: it holds NUL bytes, as programs, pictures and archives do")


def lookup(name: str) -> str:
    """The canonical name of a declared encoding. Raises DecodeError where Python knows no such text encoding."""
    try:
        "".encode(name)
        return codecs.lookup(name).name
    except (LookupError, ValueError):
        raise DecodeError(f"cannot be read: --encoding names {name!r}, which is no known encoding") from None


def _declared(data: bytes, name: str) -> Decoded:
    encoding = lookup(name)
    if encoding == "utf-8-sig":
        encoding = "utf-8"
    encoding, bom = without_mark(data, encoding)
    head = data[: SNIFF + 4]
    kind = None if bom else binary_kind(head)
    if kind:
        raise DecodeError(f"is not text: it looks like {kind}")
    try:
        text = data[len(bom) :].decode(encoding)
    except UnicodeDecodeError as error:
        raise DecodeError(f"is not {name}, as --encoding says: byte {error.start:,} does not fit") from None
    _refuse_nul(text)
    doubt(data, text, name, encoding)
    return Decoded(text, encoding, bom)


def without_mark(data: bytes, encoding: str) -> tuple[str, bytes]:
    """The encoding with its byte order made explicit, and the byte order mark where the file has one of its kind."""
    for bom, marked in _BOMS:
        if data.startswith(bom) and encoding in (marked, marked.removesuffix("-le").removesuffix("-be")):
            return marked, bom
    return (f"{encoding}-le" if encoding in ("utf-16", "utf-32") else encoding), b""


def doubt(data: bytes, text: str, name: str, encoding: str) -> None:
    """Raise DecodeError where a declared encoding that decodes (nearly) anything is plainly wrong.

    That is where the bytes are UTF-8, or come out as control characters. Real UTF-16 and UTF-32 hold zero bytes: they
    stand in every space and line end.
    """
    wide = encoding.startswith(("utf-16", "utf-32")) and b"\0" not in data
    narrow = encoding.startswith(("cp125", "iso8859", "latin", "mac")) and not text.isascii()
    if not wide and not narrow:
        return
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        raise DecodeError(f"is UTF-8, not {name} as --encoding says")
    if narrow and _C1_CONTROLS.search(text):
        raise DecodeError(f"is not {name}, as --encoding says: try --encoding windows-1252")
