"""Codes of translation programs in the text: "⟦1⟧", "__TAG_1__", "@-@", "<unk>", "play@@ ing", "##ing", "-lrb-".

A translation system hides names and formatting behind codes and cuts rare words into pieces. It should undo both
before it hands the text over; where it does not, a word or a mark is broken or missing. Marks that stand for themselves
are put back safely; what stood behind "<unk>" or a tag only the source can tell.
Sources: the conventions of SentencePiece ("▁"), subword-nmt ("@@"), OpenNMT ("￭", "￨"), Moses ("@-@"), WordPiece
("##"), the Penn Treebank ("-LRB-") and the special tokens of common language models.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Severity
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

META = RuleMeta(
    code="RE006",
    name="translator-tag",
    severity=Severity.MAJOR,
    since="0.1",
    mqm="Design and markup/Markup tag",
    fix=Fix.SAFE,
    in_quotes=InQuotes.FLAG,
    priority=7,
    examples=(
        Bad("The minister __TAG_1__ met his guests.", marks="__TAG_1__"),
        Bad("The deal with ⟦1⟧ was signed by {2} in May.", marks=("⟦1⟧", "{2}")),
        Bad("A state @-@ owned firm won the bid.", marks=" @-@ ", fixed="A state-owned firm won the bid."),
        Bad("The team kept play@@ ing on Friday.", marks="@@ ", fixed="The team kept playing on Friday."),
        Bad("Voters in <unk> chose the [UNK] party.", marks=("<unk>", "[UNK]")),
        Bad("The vote was close on Friday.</s>", marks="</s>", fixed="The vote was close on Friday."),
        Bad("The bill ##ing stopped in May.", marks=" ##", fixed="The billing stopped in May."),
        Bad("The group -LRB- IMF -RRB- met.", marks=("-LRB- ", " -RRB-"), fixed="The group (IMF) met."),
        Bad("▁The ▁talks ▁failed.", marks=("▁", " ▁", " ▁"), fixed="The talks failed."),
        Good("Write to news@example.com, or to @newsdesk; prices: 3 @ £2."),
        Good("The set {1, 2} is small, and [1] and (1) are footnotes."),
        Good("Ġorġ Borg, from Ħamrun, won the ##### hashtag vote."),
        Good("Use of #BringBackOurGirls rose; the file is called my__draft_v2."),
    ),
)

_UNKNOWN = "A translation program's code stands where a word is missing."
_SPECIAL = "A language model's control code is left in the text."
_PIECES = "The word is still cut into the pieces that a translation program works with."
_TREEBANK = {"LRB": "(", "RRB": ")", "LSB": "[", "RSB": "]", "LCB": "{", "RCB": "}"}

_TAG = re.compile(
    r"__[A-Z][A-Z0-9_]{0,30}__|__[a-z]{1,12}_?\d{1,4}__|⟦[^⟦⟧\n]{0,60}⟧|｟[^｟｠\n]{0,80}｠"
    r"|\{\d{1,3}\}|</?\d{1,3}/?>|<0x[0-9A-Fa-f]{2}>|<extra_id_\d{1,3}>"
    r"|</?(?:x|g|ph|bpt|ept|it|mrk|bx|ex|ent|tag|nt|t|n)[ _-]?(?:id=)?[\"']?\d{1,4}[\"']?\s?/?>"
)
_UNK = re.compile(r"<unk>|<UNK>|\[UNK\]|<mask>|\[MASK\]|⁇")
_CONTROL = re.compile(
    r"<\|/?[a-zA-Z_]{2,30}\|>|</?s>|<(?:pad|bos|eos|sep|cls|PAD|BOS|EOS)>|\[(?:CLS|SEP|PAD|BOS|EOS|/?INST)\]"
    r"|<</?SYS>>|</?think>|<2[a-z]{2}>|>>[a-z]{2,3}<<"
)
_LANGUAGE_CODE = re.compile(r"_(?<=\b[a-z]{3}_)(?:Latn|Hans|Hant|Cyrl|Arab|Jpan|Hang|Deva|Thai|Hebr|Grek)\b")
_JOIN = re.compile(r" ?@([-,./:'])@ ?|@@ ?(?<=\w@@ )(?=\w)|##(?<=[^\W\d_] ##)(?=[a-z])| ?￭ ?|￨[A-Z]{1,2}(?=\s)")
_WORD_START = re.compile(r"▁(?=[^\W_]|[\"'“‘(])")
_BRACKET = re.compile(r"-(?i:l([rsc])b)- ?| ?-(?i:r([rsc])b)-")


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    text = document.text
    if any(mark in text for mark in ("<", "{", "[", "__", "⟦", "｟", "⁇", ">>")):
        yield from (META.finding(m.start(), m.end(), _UNKNOWN) for m in _TAG.finditer(text))
        yield from (META.finding(m.start(), m.end(), _UNKNOWN) for m in _UNK.finditer(text))
        yield from _controls(text)
    if "_" in text:
        for match in _LANGUAGE_CODE.finditer(text):
            yield META.finding(match.start() - 3, match.end(), "A translation program's code for a language.")
    if any(mark in text for mark in ("@@", "@-@", "@,@", "@.@", "@/@", "@:@", "@'@", " ##", "￭", "￨")):
        yield from _joins(text)
    if "▁" in text:
        yield from _word_starts(text)
    if "B-" in text or "b-" in text:
        yield from _brackets(text)


def _controls(text: str) -> Iterator[Finding]:
    for match in _CONTROL.finditer(text):
        start, end = match.span()
        at_edge = text[start - 1 : start] in ("", "\n") or text[end : end + 1] in ("", "\n", "\r")
        yield META.finding(start, end, _SPECIAL, replace="" if at_edge else None)


def _joins(text: str) -> Iterator[Finding]:
    for match in _JOIN.finditer(text):
        start, end = match.span()
        if match[0] == "##":
            start -= 1
        yield META.finding(start, end, _PIECES, replace=match[1] or "")


def _word_starts(text: str) -> Iterator[Finding]:
    for match in _WORD_START.finditer(text):
        spaced = text[match.start() - 1 : match.start()] == " "
        at_start = match.start() == 0 or text[match.start() - 1] == "\n"
        start = match.start() - spaced
        yield META.finding(start, match.end(), _PIECES, replace="" if at_start else " ")


def _brackets(text: str) -> Iterator[Finding]:
    for match in _BRACKET.finditer(text):
        name = match[0].strip(" -").upper()
        message = f"A translation program's code for a bracket, “{_TREEBANK[name]}”."
        yield META.finding(match.start(), match.end(), message, replace=_TREEBANK[name])
