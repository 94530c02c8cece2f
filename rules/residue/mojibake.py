"""Letters read in the wrong encoding: "donâ€™t" for "don’t", "cafÃ©" for "café".

The text was stored in one encoding (nearly always UTF-8) and read in another, so each accented letter or curly mark
became two or three wrong characters; the copy desk that pastes it on makes it permanent. The repair is the one that
the library ftfy works out; where characters were lost on the way, the likeliest mark is only suggested.
Sources: UTF-8 (RFC 3629); the tables of Windows-1252, -1250, -1251, Mac Roman and code page 437 at unicode.org.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from lint.document import Document
from lint.finding import Finding, Safety, Severity
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

from ._characters import uses

META = RuleMeta(
    code="RE001",
    name="mojibake",
    severity=Severity.MAJOR,
    since="0.1",
    mqm="Linguistic conventions/Character encoding",
    fix=Fix.SAFE,
    in_quotes=InQuotes.FLAG,
    priority=5,
    examples=(
        Bad(
            "The minister said she couldnâ€™t comment.",
            marks="â€™",
            fixed="The minister said she couldn’t comment.",
        ),
        Bad("A cafÃ© in Lyon was hit by the storm.", marks="Ã©", fixed="A café in Lyon was hit by the storm."),
        Bad("“That is the job I want.â€", marks="â€", fixed="“That is the job I want.”"),
        Bad("The fine was set at Â£500 in March.", marks="Â£", fixed="The fine was set at £500 in March."),
        Bad("Turkish president ErdoÄŸan agreed.", marks="ÄŸ", fixed="Turkish president Erdoğan agreed."),
        Bad("The club donât expect a bid.", marks="â", fixed="The club don’t expect a bid."),
        Bad("The bank鈥檚 profit fell in May.", marks="鈥檚", fixed="The bank’s profit fell in May."),
        Good("Police in São Paulo and Mâcon have named the suspect as José Ångström."),
        Good("Vietnam’s Võ Thị Ánh and Đặng Văn Lâm met fans at the café…"),
        Good("Prices rose by €3, or £2.60, in Łódź and Ñuñoa."),
        Good("The chateau’s mât – a mast 30m tall – fell at −5°C."),
    ),
)

# What the bytes 0x80 to 0xBF of UTF-8 look like when read as Windows-1252 or Latin-1.
_TAIL = "\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"

# Windows-1252 and Latin-1 have so many letters in common with honest text that each kind of damage has its own shape.
_WESTERN_ODD = re.compile("[ÂÃÄÅÎÏÐÑØÙ×à-ð\x80-\x9f]")
_WESTERN = re.compile(
    f"[ÂÃ][{_TAIL}]"
    "|[Â-ß][\x80-\x9f]|[à-ï](?:[\x80-\x9f][\x80-\xbf]|[\xa0-\xbf][\x80-\x9f])|ð[\x90-\x9f][\x80-\xbf]{2}"
    f"|â[€‚„ˆ†][{_TAIL}]?"
    f"|(?<![^\\W_])â[–—˜™š›œžŸ…‰][{_TAIL}]"
    f"|ï[»¼½¾][{_TAIL}]"
    f"|ð[Ÿ\x9f][{_TAIL}]{{1,2}}"
    f"|(?<=[a-z])[ÄÅ][{_TAIL}]|[ÄÅ][{_TAIL}](?=[a-zÃÄÅâ])"
    f"|(?:[ÐÑ][{_TAIL}]){{1,200}}[ÐÑ][ÐÑ{_TAIL}]{{0,200}}|(?<=\\s)[ÐÑ][{_TAIL}](?=\\s)"
    f"|(?:[ÎÏ][{_TAIL}]){{2,200}}|(?:[ØÙ][{_TAIL}]){{2,200}}|(?:×[{_TAIL}]){{2,200}}"
    f"|(?:à[¤¥¦§¨¸¹º][{_TAIL}]){{2,200}}|(?:[ã-é][{_TAIL}]{{2}}){{2,200}}|(?:[ê-í][{_TAIL}]{{2}}){{2,200}}"
    "|Â(?![^\\W_])|(?<=[a-z])Ã(?![^\\W_])"
    "|(?<=[a-z])â(?=(?:s|re|ve|ll)\\b)|(?<=n)â(?=t\\b)|(?<=\\s)â(?=[\\sA-Z])"
    "|[\x80-\x9f]"
)

# Other encodings: every mark and letter that English news uses, as it looks after the wrong reading.
_OTHER_CODECS = ("cp1250", "cp1251", "mac_roman", "cp437", "gbk", "cp932")
_MARKS = "‘’“”–—…•€™£¥©®°§½«»×\u00a0\ufeff"
_LETTERS = "".join(map(chr, range(0xC0, 0x180)))
_OTHER_ODD = re.compile("[ÂâĂÄĹВГДЕв¬√ƒ≈‚┬├─┼Γﾂ-ﾅ鈥窶\u4e00-\u9fff]")
# UTF-8 in Chinese or Japanese two-byte encodings swallows the letter behind the mark: "鈥檚" is "’s".
_SWALLOWED = re.compile("鈥[\u4e00-\u9fff?�]?|窶[\u4e00-\u9fff?�]?")
_RUSSIAN = re.compile("(?:[РС][ЂЃѓЉЊЌЋЏђљњќћџЎўЈҐЁЄЇІіґёєјЅѕї°±µ¶·»«¬®©§¦¤†‡‰‹›•™€‚„…’‘“”–—№\u00a0]){2,200}")

# Marks that follow a capital in honest text: “IRMÃ” ends in one of them and is no damage.
_HONEST_TAIL = frozenset("’”“‘–—…®™°²³·»«\u00a0")
_CONTRACTED = re.compile(r"(?:s|re|ve|ll|d|m)\b")

_NEGATED = re.compile(r"\b(?:do|does|did|is|are|was|were|has|have|had|wo|would|could|should|ca|must|need|ai)n\Z", re.I)


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    text = document.text
    found: list[tuple[int, int, str | None, Safety]] = []
    if uses(document, _WESTERN_ODD):
        found += ((start, end, *_repair(text, start, end)) for start, end in _western_runs(text))
    if uses(document, _OTHER_ODD):
        found += _other_encodings(text)
    done = 0
    for start, end, repaired, safety in sorted(found, key=lambda hit: (hit[0], -hit[1])):
        if start < done:
            continue
        done = end
        if repaired is None:
            yield META.finding(start, end, "Wrong characters: this text was read in the wrong encoding.")
            continue
        shown = f"“{repaired}”" if repaired.strip() else "nothing or a space"
        message = f"Wrong characters: this text was read in the wrong encoding; {shown} was meant."
        yield META.finding(start, end, message, replace=repaired, safety=safety)


def _western_runs(text: str) -> Iterator[tuple[int, int]]:
    """Stretches of suspicious characters, neighbours joined: double damage comes in long runs."""
    start = end = -1
    for odd in _WESTERN_ODD.finditer(text):
        match = None if odd.start() < end else _WESTERN.match(text, odd.start())
        if match is None:
            continue
        if match.start() == end and end - start < 200:
            end = match.end()
            continue
        if end > start and not _is_honest(text, start, end):
            yield start, end
        start, end = match.span()
    if end > start and not _is_honest(text, start, end):
        yield start, end


def _is_honest(text: str, start: int, end: int) -> bool:
    """Whether the stretch is good text that looks like damage: a capital before a mark, a French "-ât"."""
    run = text[start:end]
    before, after = text[start - 1 : start], text[end : end + 1]
    if run == "â" and after == "t":
        return _NEGATED.search(text, max(0, start - 8), start) is None
    if run in ("Â", "Ã", "Ã\u00a0"):
        return before.isalpha() and before.isupper()
    ends_word = not after.isalpha() or (run[-1] == "’" and _CONTRACTED.match(text, end) is not None)
    if len(run) == 2 and run[0].isupper() and run[1] in _HONEST_TAIL and ends_word:
        return before.isupper() if run[0] == "Â" else not before.islower()
    return False


@lru_cache(maxsize=1024)
def _repair_run(run: str) -> str | None:
    """The text that was meant, or None where it cannot be worked out."""
    import ftfy  # slow to import, and needed by damaged articles only

    for candidate in (ftfy.fix_encoding(run), _as_utf8(run, "sloppy-windows-1252")):
        if candidate and candidate != run and "\ufffd" not in candidate and not _WESTERN.search(candidate):
            return candidate.replace("\ufeff", "")
    return None


def _as_utf8(run: str, codec: str) -> str | None:
    """What the bytes of `run` in `codec` say in UTF-8, if anything."""
    try:
        return run.encode(codec).decode("utf-8")
    except UnicodeError:
        return None


@cache
def _garbled() -> dict[str, str]:
    """The marks and letters of English news as other encodings show them: "вЂ™" to "’", "├⌐" to "é"."""
    table: dict[str, str] = {}
    for codec in _OTHER_CODECS:
        for meant in _MARKS + _LETTERS:
            try:
                table.setdefault(meant.encode("utf-8").decode(codec), meant)
            except UnicodeError:
                continue
    return table


def _other_encodings(text: str) -> Iterator[tuple[int, int, str | None, Safety]]:
    """Damage by encodings of Eastern Europe, Russia, China, Japan, old Macs and DOS."""
    for match in _SWALLOWED.finditer(text):
        codec = "gbk" if match[0][0] == "鈥" else "cp932"
        yield match.start(), match.end(), _as_utf8(match[0], codec), Safety.SAFE
    for match in _RUSSIAN.finditer(text):
        yield match.start(), match.end(), _as_utf8(match[0], "cp1251"), Safety.SAFE
    done = 0
    for odd in _OTHER_ODD.finditer(text):
        start = odd.start()
        for length in (3, 2, 1) if start >= done else ():
            end = start + length
            if end > len(text):
                continue  # the slice would be a shorter stretch, and the mark would end behind the text
            meant = _garbled().get(text[start:end])
            if meant and _stands_in_latin(text, start, end, meant) and not _is_honest(text, start, end):
                done = end
                yield start, end, "" if meant == "\ufeff" else meant, Safety.SAFE
                break


def _stands_in_latin(text: str, start: int, end: int, meant: str) -> bool:
    """Whether the stretch cannot be a word of another script: it holds a mark, or is part of a Latin word or figure."""
    run = text[start:end]
    if len(run) == 3 or (len(run) == 2 and not run.isalpha()):
        return True
    before, after = text[max(0, start - 2) : start], text[end : end + 1]
    if meant in "£¥°":
        return before[-1:].isdigit() or after.isdigit()
    inside = before[-1:].isalpha() and before[-1:].isascii() and after.isalpha() and after.isascii()
    at_end = len(before) == 2 and before.isalpha() and before.isascii() and not after.isalpha()
    return inside or at_end


def _repair(text: str, start: int, end: int) -> tuple[str | None, Safety]:
    run = text[start:end]
    repaired = _repair_run(run)
    if repaired is not None and len(repaired) < len(run) + 1:
        return repaired, Safety.SAFE
    return _guess(run, text[start - 1 : start], text[end : end + 1]), Safety.UNSAFE


def _guess(run: str, before: str, after: str) -> str | None:
    """The likeliest mark where a part of the damage is lost: the last byte of a mark is the one that gets dropped."""
    if run in ("â", "â€") and before.isalpha() and after.isalpha():
        return "’"
    if run == "â€" and not after.isalpha():
        return "”"
    if run == "â":
        return "–" if after.isspace() else "“"
    if run == "Â":
        return ""
    return "à" if run == "Ã" else None
