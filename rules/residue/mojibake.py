"""Letters read in the wrong encoding: "donâ€™t" for "don’t", "cafÃ©" for "café".

The text was stored in one encoding (nearly always UTF-8) and read in another, so each accented letter or curly mark
became two or three wrong characters; the copy desk that pastes it on makes it permanent. The repair is the one that
the library ftfy works out; where characters were lost on the way, the likeliest mark is only suggested.
Sources: UTF-8 (RFC 3629); the tables of Windows-1252, -1250, -1251, Mac Roman and code page 437 at unicode.org.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

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
_ODD = re.compile("[ÂÃÄÅÎÏÐÑØÙ×â-ïðĂвРСΓ‚√鈥窶\x80-\x9f]")

_SUSPECT = re.compile(
    f"[ÂÃ][{_TAIL}]"
    f"|â[€‚„ˆ†\x80-\x84\x86-\x88][{_TAIL}]?"
    f"|(?<![^\\W_])â[–—˜™š›œžŸ…‰][{_TAIL}]"
    f"|ï[»¼½¾][{_TAIL}]"
    f"|ð[Ÿ\x9f][{_TAIL}]{{1,2}}"
    f"|(?<=[a-z])[ÄÅ][{_TAIL}]|[ÄÅ][{_TAIL}](?=[a-z])"
    f"|(?:[ÐÑ][{_TAIL}]){{1,200}}[ÐÑ][ÐÑ{_TAIL}]{{0,200}}"
    f"|(?:[ÎÏ][{_TAIL}]){{2,200}}|(?:[ØÙ][{_TAIL}]){{2,200}}|(?:×[{_TAIL}]){{2,200}}"
    f"|(?:à[¤¥¦§¨¸¹º][{_TAIL}]){{2,200}}|(?:[ã-é][{_TAIL}]{{2}}){{2,200}}|(?:[ê-í][{_TAIL}]{{2}}){{2,200}}"
    "|вЂ[^\\s\\w]|вЂ[њќќћўєў]"
    "|(?:[РС][ЂЃѓЉЊЌЋЏђљњќћџЎўЈҐЁЄЇІіґёєјЅѕї°±µ¶·»«¬®©§¦¤†‡‰‹›•™€‚„…’‘“”–—№\xa0]){2,200}"
    "|‚Ä[ìîòôúù¶¢]|√[©®†°¢£±≤≥∂ß∫≠ºÑâ]"
    "|ΓÇ[ôöÿÖ£¥ªó]"
    "|(?<=[a-z])Ă[\u00a0-\u00bfˇ˘łĽŁĄąśşŞťžźŠ¨°©±]"
    "|鈥[\u4e00-\u9fff?�]?|窶[\u4e00-\u9fff?�]?"
    "|Â(?![^\\W_])|(?<=[a-z])Ã(?![^\\W_])"
    "|(?<=[a-z])â(?=(?:s|re|ve|ll)\\b)|(?<=n)â(?=t\\b)|(?<=\\s)â(?=[\\sA-Z])"
    "|[\x80-\x9f]"
)

# Marks that follow a capital in honest text: “IRMÔ ends in one of them and is no damage.
_HONEST_TAIL = frozenset("’”“‘–—…®™»«\xa0")

_NEGATED = re.compile(r"\b(?:do|does|did|is|are|was|were|has|have|had|wo|would|could|should|ca|must|need|ai)n\Z", re.I)

_CODECS = ("sloppy-windows-1252", "cp1250", "cp437", "gbk", "cp932")


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    if not uses(document, _ODD):
        return
    text = document.text
    for start, end in _runs(text):
        if _is_honest(text, start, end):
            continue
        repaired, safety = _repair(text, start, end)
        if repaired is None:
            yield META.finding(start, end, "Wrong characters: this text was read in the wrong encoding.")
        else:
            shown = f"“{repaired}”" if repaired.strip() else "nothing or a space"
            message = f"Wrong characters: this text was read in the wrong encoding; {shown} was meant."
            yield META.finding(start, end, message, replace=repaired, safety=safety)


def _runs(text: str) -> Iterator[tuple[int, int]]:
    """Stretches of suspicious characters, neighbours joined: double damage comes in long runs."""
    start = end = -1
    for odd in _ODD.finditer(text):
        match = None if odd.start() < end else _SUSPECT.match(text, odd.start())
        if match is None:
            continue
        if match.start() == end and end - start < 200:
            end = match.end()
            continue
        if end > start:
            yield start, end
        start, end = match.span()
    if end > start:
        yield start, end


def _is_honest(text: str, start: int, end: int) -> bool:
    """Whether the stretch is good text that looks like damage: a capital before a mark, a French "-ât"."""
    run = text[start:end]
    before, after = text[start - 1 : start], text[end : end + 1]
    if run == "â" and after == "t":
        return _NEGATED.search(text, max(0, start - 8), start) is None
    if run in ("Â", "Ã"):
        return before.isalpha() and before.isupper()
    if len(run) == 2 and run[0].isupper() and run[1] in _HONEST_TAIL and not after.isalpha():
        return before.isupper() if run[0] == "Â" else not before.islower()
    return False


@lru_cache(maxsize=1024)
def _repair_run(run: str) -> str | None:
    """The text that was meant, or None where it cannot be worked out."""
    import ftfy  # slow to import, and needed by damaged articles only

    candidates = [ftfy.fix_encoding(run)]
    for codec in _CODECS:
        try:
            candidates.append(run.encode(codec).decode("utf-8"))
        except UnicodeError:
            continue
    for candidate in candidates:
        if candidate != run and "\ufffd" not in candidate and not _SUSPECT.search(candidate):
            return candidate.replace("\ufeff", "")
    return None


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
