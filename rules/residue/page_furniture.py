"""A web page's furniture in the article: "Advertisement", "Click here to subscribe", "Share this article".

Buttons, teasers, cookie notices and end marks of agency copy were copied along with the text. They are taken out by
hand, for what follows a teaser ("Read more:") may have to go as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Severity
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

from ._characters import lowered

META = RuleMeta(
    code="RE014",
    name="page-furniture",
    severity=Severity.MINOR,
    since="0.1",
    mqm="Accuracy/Addition",
    fix=Fix.NONE,
    in_quotes=InQuotes.SKIP,
    examples=(
        Bad("The mayor resigned.\n\nAdvertisement\n\nHe gave no reason.", marks="Advertisement"),
        Bad("Click here to subscribe to our newsletter.", marks="Click here to subscribe"),
        Bad("Read more: Why the mayor had to go\n\nHe gave no reason.", marks="Read more:"),
        Bad("(adsbygoogle = window.adsbygoogle || []).push({});", marks="(adsbygoogle"),
        Bad("We use cookies to improve your experience.", marks="We use cookies to improve your"),
        Bad("The mayor resigned.\n\nShare this article\n\nHe gave no reason.", marks="Share this article"),
        Good("The company spends more on advertisement than its rivals, it said."),
        Good("“Click here to win a prize,” said the message that thousands received."),
        Good("Those who want to read more: the full report is at the town hall."),
        Good("All rights of the minority must be respected, the court said."),
    ),
)

_LINES = frozenset(
    """
    advertisement|advertisements|advertising|article continues below|article continues after advertisement
    story continues|story continues below|story continues below advertisement|continue reading|scroll to continue
    continue reading the main story|skip to content|skip to main content|skip advertisement|sponsored content|share
    share this|share this article|share this story|share this post|share this page|share this video
    share on facebook|share on twitter|share on x|share on whatsapp|share on linkedin|print this page
    print this article|email this article|save this article|report this ad|most read|most popular|most viewed
    most shared|related articles|related stories|related news|related posts|related topics|related content
    related links|recommended for you|you may also like|more from this section|more from this author|trending now
    leave a comment|post a comment|add a comment|view comments|show comments|load comments|load more comments
    no comments yet|comments are closed|leave a reply|log in|sign in|log in to comment|sign in to comment|subscribe
    subscribe now|sign up now|follow us|back to top|loading|read more|show more|see more|view gallery|play video
    watch the video|close ad|close this ad|accept cookies|accept all cookies|accept all|previous article
    next article|image source|image caption|view image|you might also like|recommended stories|print|editor's picks
    editor’s picks|editors' picks|editors’ picks|reply|image source, getty images|scan the qr code|download the app
    open in app|click to enlarge|tap to unmute|listen to this article|add as preferred source
    """.replace("\n", "|")
    .replace("    ", "")
    .strip("|")
    .split("|")
)
"""Lines that are nothing else, in lower case, without the marks around them."""

_COUNTED = re.compile(
    r"\d{1,5} (?:comments?|shares?|views?|likes)|\d{1,3} min(?:ute)?s? read|reading time:? \d{1,3} min\w*"
)
_END_MARKS = frozenset(
    (
        "###",
        "-30-",
        "- 30 -",
        "ENDS",
        "(END)",
        "(ENDS)",
        "-ENDS-",
        "-- ENDS --",
        "- ENDS -",
        "- END -",
        "--END--",
        "NNNN",
    )
)
_END_MARKS |= {"(MORE)", "-MORE-", "- MORE -", "-- MORE --"}

_OPENINGS = (
    "read more:",
    "read also:",
    "read next:",
    "also read:",
    "see also:",
    "related:",
    "related story:",
    "related stories:",
    "related article:",
    "related articles:",
    "more on this:",
    "watch:",
    "watch below:",
    "watch now:",
    "watch more:",
    "don't miss:",
    "don’t miss:",
    "must read:",
    "recommended:",
    "responsible editor:",
    "editor in charge:",
    "(responsible editor:",
    "[responsible editor:",
    "(editor in charge:",
    "copyright ©",
    "image source,",
    "image caption,",
    "post views:",
    "filed under:",
    "posted in:",
    "tags:",
    "original title:",
    "also read |",
    "read more |",
    "read also |",
)
"""What a line of furniture begins with, in lower case."""

_SIGNS = (
    "click here",
    "newsletter",
    "cookies",
    "adsbygoogle",
    "all rights reserved",
    "follow us on",
    "download our",
    "address will not be published",
    "delivered to your inbox",
    "join our",
    "subscribe to our",
    "enable javascript",
    "javascript is disabled",
    "browser does not support",
    "rewritten or redistributed",
)
_PHRASE = re.compile(
    r"\bclick\shere\s(?:to|for)\s\w{1,20}|\(adsbygoogle|\ball\srights\sreserved\b"
    r"|\b(?:subscribe|sign\sup)\s(?:to|for)\sour\s(?:\w{1,15}\s){0,3}newsletters?\b"
    r"|\bsubscribe\sto\sour\s(?:youtube|whatsapp|telegram)\schannel\b|\bjoin\sour\s(?:whatsapp|telegram)\s(?:channel|group)\b"
    r"|\byour\semail\saddress\swill\snot\sbe\spublished\b|\bnews\sdelivered\sto\syour\sinbox\b"
    r"|\bwe\suse\scookies\s(?:to|and|on)(?:\s\w{1,15}){1,2}|\bthis\s(?:web)?site\suses\scookies\b"
    r"|\bfollow\sus\son\s(?:twitter|facebook|instagram|x|telegram|whatsapp|tiktok|youtube|google\snews)\b"
    r"|\bdownload\sour\s(?:free\s)?(?:mobile\s)?app\b|\b(?:please\s)?enable\sjavascript\b|\bjavascript\sis\sdisabled\b"
    r"|\byour\sbrowser\sdoes\snot\ssupport\b|\bmay\snot\sbe\spublished,\sbroadcast,\srewritten\sor\sredistributed\b",
    re.IGNORECASE,
)
_LONGEST_LINE = 60
_MESSAGE = "This belongs to a web page or an agency's copy, not to the article."


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    text = document.text
    for block in document.blocks:
        head = text[block.start : min(block.end, block.start + _LONGEST_LINE)]
        lowered_head = head.lower()
        if lowered_head.startswith(_OPENINGS):
            opening = next(filter(lowered_head.startswith, _OPENINGS))
            yield META.finding(block.start, block.start + len(opening), _MESSAGE)
        elif len(head) == block.end - block.start and _is_furniture(head, lowered_head):
            yield META.finding(block.start, block.end, _MESSAGE)
    plain = document.derive(lowered)
    if any(sign in plain for sign in _SIGNS):
        for match in _PHRASE.finditer(text):
            yield META.finding(match.start(), match.end(), _MESSAGE)


def _is_furniture(line: str, lowered_line: str) -> bool:
    bare = lowered_line.strip(" \t-–—*[](){}|>»•…:.!\u00a0")
    return bare in _LINES or line in _END_MARKS or _COUNTED.fullmatch(bare) is not None
