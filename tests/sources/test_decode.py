"""Bytes to text and back."""

from __future__ import annotations

import codecs
import zipfile
from io import BytesIO

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lint.sources.decode import DecodeError, decode
from tests.sources.strategies import texts

NEWS = "“Putin’s visit” — he said — cost €5 in Zürich.\r\nNothing more.\n" * 3


@given(texts)
def test_utf8_round_trip(text: str) -> None:
    assume(not text.startswith("\ufeff"))
    for bom in (b"", codecs.BOM_UTF8):
        data = bom + text.encode()
        assume(bom or not data.startswith((b"ID3", b"BZh", b"OggS", b"{\\rtf")))
        decoded = decode(data)
        assert (decoded.text, decoded.encoding, decoded.bom) == (text, "utf-8", bom)
        assert decoded.encode(decoded.text) == data


@given(texts)
@pytest.mark.parametrize(
    ("bom", "encoding"),
    [
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_utf16_and_utf32_with_mark_round_trip(bom: bytes, encoding: str, text: str) -> None:
    data = bom + text.encode(encoding)
    decoded = decode(data)
    assert (decoded.text, decoded.encoding, decoded.bom) == (text, encoding, bom)
    assert decoded.encode(text) == data


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_mark(encoding: str) -> None:
    decoded = decode(NEWS.encode(encoding))
    assert (decoded.text, decoded.encoding) == (NEWS, encoding)
    assert decoded.encode(decoded.text) == NEWS.encode(encoding)


def test_windows_1252_is_the_fallback() -> None:
    data = NEWS.encode("windows-1252")
    decoded = decode(data)
    assert (decoded.text, decoded.encoding) == (NEWS, "windows-1252")
    assert decoded.encode(decoded.text) == data


@given(st.binary(max_size=200))
def test_whatever_is_read_can_be_written_back(data: bytes) -> None:
    try:
        decoded = decode(data)
    except DecodeError:
        return
    assert decoded.encode(decoded.text) == data
    assert "\0" not in decoded.text


@pytest.mark.parametrize("byte", [0x81, 0x8D, 0x8F, 0x90, 0x9D])
def test_bytes_that_windows_1252_leaves_undefined(byte: int) -> None:
    with pytest.raises(DecodeError, match=r"neither UTF-8 .* nor Windows-1252 .*--encoding"):
        decode(b"caf\xe9 " + bytes([byte]))


def _zip(name: str) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(name, "x")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n%plain ASCII for the rest", "a PDF"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a PNG picture"),
        (b"\x1f\x8b\x08\0", "a gzip archive"),
        (b"{\\rtf1\\ansi Hello}", "an RTF document"),
        (_zip("word/document.xml"), "a Word document"),
        (_zip("readme.txt"), "a ZIP archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "an old Word document"),
        (b"RIFF\x10\0\0\0WAVEfmt ", "a recording"),
    ],
)
def test_binary_files_are_named(data: bytes, kind: str) -> None:
    with pytest.raises(DecodeError, match=f"is not text: it looks like {kind}"):
        decode(data)
    with pytest.raises(DecodeError, match="is not text"):
        decode(data, "utf-8")


@pytest.mark.parametrize("data", [b"A\0B\0\0\0\0\0CD\0", b"\0" * 100, b"plain text, but \0 here", b"x" * 9000 + b"\0"])
@pytest.mark.parametrize("declared", [None, "utf-8", "windows-1252"])
def test_nul_bytes_are_no_text(data: bytes, declared: str | None) -> None:
    with pytest.raises(DecodeError, match="NUL"):
        decode(data, declared)


@pytest.mark.parametrize(
    ("data", "declared", "message"),
    [
        (NEWS.encode("windows-1252"), "utf-8", "is not utf-8"),
        (NEWS.encode(), "ascii", "is not ascii"),
        ("café".encode(), "windows-1252", "is UTF-8, not windows-1252"),
        (NEWS.encode(), "windows-1252", "is not windows-1252"),
        (NEWS.encode(), "latin-1", "is UTF-8, not latin-1"),
        (NEWS.encode("windows-1252"), "latin-1", "try --encoding windows-1252"),
        (NEWS.encode("utf-16"), "utf-8", "is not utf-8"),
        (NEWS.encode("utf-16-le"), "windows-1252", "NUL"),
        (b"abc", "utf-16", "is not utf-16"),
        (b"abc", "klingon", "no known encoding"),
        (b"abc", "rot13", "no known encoding"),
        (b"abc", "base64", "no known encoding"),
    ],
)
def test_a_wrong_declaration_is_an_error(data: bytes, declared: str, message: str) -> None:
    with pytest.raises(DecodeError, match=message):
        decode(data, declared)


@pytest.mark.parametrize(
    ("data", "declared"),
    [
        (NEWS.encode(), "utf-8"),
        (codecs.BOM_UTF8 + NEWS.encode(), "utf-8"),
        (codecs.BOM_UTF8 + NEWS.encode(), "utf-8-sig"),
        (NEWS.encode(), "utf-8-sig"),
        (NEWS.encode("windows-1252"), "windows-1252"),
        (NEWS.encode("windows-1252"), "cp1252"),
        (codecs.BOM_UTF16_LE + NEWS.encode("utf-16-le"), "utf-16"),
        (codecs.BOM_UTF16_BE + NEWS.encode("utf-16-be"), "utf-16"),
        (codecs.BOM_UTF16_BE + NEWS.encode("utf-16-be"), "utf-16-be"),
        (NEWS.encode("utf-16-le"), "utf-16-le"),
        (NEWS.encode("utf-16-le"), "utf-16"),
        (NEWS.encode("mac-roman"), "mac-roman"),
    ],
)
def test_a_right_declaration_reads_and_writes(data: bytes, declared: str) -> None:
    decoded = decode(data, declared)
    assert decoded.text == NEWS
    assert decoded.encode(decoded.text) == data


def test_what_an_encoding_lacks_cannot_be_written() -> None:
    with pytest.raises(DecodeError, match="windows-1252, which has no '中'"):
        decode(NEWS.encode("windows-1252")).encode("中")


def test_damage_behind_a_mark_is_named() -> None:
    with pytest.raises(DecodeError, match="UTF-16-LE but is damaged at byte"):
        decode(codecs.BOM_UTF16_LE + b"a\0b")
