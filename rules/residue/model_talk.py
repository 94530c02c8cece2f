"""Words of a language model or chatbot to its user: "As an AI language model, I…", "Here is the rewritten article:".

Somebody pasted the machine's whole answer: the preface, a refusal, a note on the translation, an offer of more help or
the marks of its sources. It tells every reader that no person read the text before it went out.
Sources of the marks: the citation codes that ChatGPT, Copilot and Gemini leave in copied text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lint.document import Document
from lint.finding import Finding, Severity
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

from ._characters import lowered

META = RuleMeta(
    code="RE012",
    name="model-talk",
    severity=Severity.CRITICAL,
    since="0.1",
    mqm="Accuracy/Addition",
    fix=Fix.NONE,
    in_quotes=InQuotes.SKIP,
    priority=8,
    examples=(
        Bad("As an AI language model, I cannot comment on the vote.", marks="As an AI language model, I cannot"),
        Bad(
            "Sure! Here is the rewritten article:\n\nThe mayor resigned on Friday.",
            marks="Sure! Here is the rewritten article:",
        ),
        Bad(
            "I'm sorry, but I can't assist with that request.", marks="I'm sorry, but I can't assist with that request"
        ),
        Bad("The mayor resigned.\n\nNote: The translation has been shortened.", marks="Note: The translation has been"),
        Bad("The mayor resigned. I hope this helps!", marks="I hope this helps!"),
        Bad("The mayor resigned.【4†source】", marks="【4†source】"),
        Bad("As of my last knowledge update, he was mayor.", marks="As of my last knowledge update"),
        Bad("(Translated by DeepL) The mayor resigned.", marks="Translated by DeepL"),
        Bad("Translation: The mayor resigned on Friday.", marks="Translation:"),
        Good("The chatbot answered that it was “an AI language model” and “cannot assist with that request”."),
        Good("“I’m sorry, but I can’t help you,” the clerk said. Here is the full statement:"),
        Good("As an AI company, the firm trains language models such as GPT-4."),
        Good("The poem was translated by Anna Moss. Sure, here and there it limps."),
        Good("Certainly the translation of the treaty was late, the ministry noted."),
    ),
)


class Talk(NamedTuple):
    """One kind of talk: `pattern` is only looked for where one of `signs`, in lower case, stands in the article."""

    signs: tuple[str, ...]
    pattern: re.Pattern[str]
    message: str
    severity: Severity = Severity.CRITICAL
    opens_block: bool = False


def _talk(
    signs: str, *patterns: str, says: str, severity: Severity = Severity.CRITICAL, opens_block: bool = False
) -> Talk:
    return Talk(tuple(signs.split("|")), re.compile("|".join(patterns), re.IGNORECASE), says, severity, opens_block)


_ANY = ""
"""Stands in every article: to look at the openings of its blocks takes less time than to look for many signs."""

_NOT = r"(?:cannot|can['’]t|could not|couldn['’]t|am not able to|am unable to|won['’]t|will not|do not|don['’]t)"
_CAN_NOT = (
    r"(?:cannot|can['’]t|am not able to|['’]m not able to|am unable to|['’]m unable to|won['’]t be able to|will not)"
)
_TASK = r"(?:request|prompt|task|query|instructions?|text|article|content|passage|translation|link|url|file)"
_HERE = r"(?:here(?:['’]s|\sis|\sare)|below\s(?:is|are)|i(?:['’]ve|\shave))"
_OPENER = r"(?:sure(?:\sthing)?|certainly|of\scourse|absolutely|okay|great|got\sit|no\sproblem|understood|gladly)"
_DONE = r"(?:rewritten|rewrite|rephrased|rephrasing|paraphrased?|translated|translation|reworded|polished|humani[sz]ed)"

_SELF = "A chatbot speaks about itself here: the text is a machine's answer, pasted whole."
_REFUSAL = "A chatbot refuses its task here: what should stand in this place is missing."
_PREFACE = "A chatbot's preface to its answer: it was pasted along."
_OFFER = "A chatbot's words to its user: they were pasted along."
_CITATION = "A chatbot's code for a source: readers cannot follow it."
_NOTE = "A note or label of the machine that wrote or translated this text."

_TALKS = (
    _talk(
        "as an ai|as a language|as a large language|as an artificial|as a text-based|as an advanced",
        r"\bas\san?\s(?:large\s|advanced\s|text-based\s)?(?:AI|artificial\sintelligence|language)(?:\slanguage)?"
        r"(?:\smodel|\sassistant|\schatbot)?(?:\s\([^()\n]{1,20}\))?(?:\s(?:trained|developed|created)\sby\s\w{1,20})?,?"
        rf"\s(?:i\b(?:\s{_NOT})?|my\b|it\sis\snot\b)",
        says=_SELF,
    ),
    _talk(
        "m an ai|language model|just an ai|virtual assistant",
        r"\bi(?:['’]m|\sam)\s(?:just\s|only\s)?an?\s(?:AI|(?:large\s)?language\smodel|virtual\sassistant)"
        r"(?:\slanguage)?(?:\smodel|\sassistant|\schatbot)?(?=[,.;\n]|$|\s(?:and|so|trained|developed|created|without)\b)",
        says=_SELF,
    ),
    _talk(
        "my last |my knowledge|my training|my latest knowledge",
        r"\b(?:(?:as\sof|since|until|up\sto|beyond|after|in)\s)?my\s(?:last\s|latest\s|current\s)?"
        r"(?:knowledge\s(?:cut-?off|update|base\sis)|training\s(?:data|cut-?off)|(?<=last\s)update\b(?=\s(?:in|was|on)\s\w+\s20))"
        r"(?:\sdate)?",
        says=_SELF,
    ),
    _talk(
        "real-time|browse the internet|browsing capabilit|access to current|up-to-date information",
        rf"\bi\s{_NOT}\s(?:have\s(?:access\sto|the\sability\sto\s(?:access|browse))|browse|provide|access)\s"
        r"(?:real-time|the\sinternet|current\s(?:information|data|events)|up-to-date|live\s(?:data|information))"
        r"(?:\s(?:information|data|updates))?",
        says=_SELF,
    ),
    _talk(
        "i can't|i can’t|i cannot|unable to|not able to|i will not|i won't be able|i won’t be able",
        rf"(?:\bi(?:['’]m|\sam)\s(?:very\s)?(?:sorry|afraid),?\s(?:but\s)?)?\bi\s?{_CAN_NOT}\s"
        r"(?:assist|help|fulfil+|comply|provide|generate|translate|rewrite|paraphrase|complete|continue|process|access)\s"
        rf"(?:you\s)?(?:with\s)?(?:this|that|your|the)\s(?:\w{{1,20}}\s)?{_TASK}\b",
        rf"\bi(?:['’]m|\sam)\s(?:very\s)?(?:sorry|afraid),?\s(?:but\s)?i\s?{_CAN_NOT}\sassist\s(?:you\s)?with\s(?:this|that)\b",
        rf"\bi\s?{_CAN_NOT}\s(?:provide|create|produce|write|generate)\s(?:an?\s)?"
        r"(?:translation|summary|rewrite|rewritten\sversion|content\sthat)\b",
        says=_REFUSAL,
    ),
    _talk(
        "sorry|apologi",
        rf"(?:i(?:['’]m|\sam)\s)?(?:very\s)?(?:sorry|i\sapologi[sz]e),?\s(?:but\s)?i\s?{_CAN_NOT}\s"
        r"(?:assist|help|comply|continue|do)\s(?:you\s)?(?:with\s)?(?:this|that)\b",
        says=_REFUSAL,
        opens_block=True,
    ),
    _talk(
        "you provided|ve provided|t provided the|t provided any",
        r"\bthe\s(?:text|article|passage|content)\syou(?:['’]ve|\shave)?\sprovided\b",
        r"\byou\shave(?:n['’]t|\snot)\sprovided\s(?:the|any|a)\s(?:text|article|content)\b",
        says=_OFFER,
    ),
    _talk(
        "content polic|usage polic|my programming|my guidelines|ethical guidelines",
        r"\b(?:violates?|goes\sagainst|against)\s(?:openai['’]s|my)\s(?:content\s|usage\s|ethical\s)?"
        r"(?:polic(?:y|ies)|programming|guidelines)\b",
        says=_REFUSAL,
    ),
    _talk(
        "i hope this|i hope that helps",
        r"\bi\shope\s(?:this|that)(?:\s\w{1,15})?\s(?:helps|is\shelpful|meets\syour\s(?:needs|requirements|expectations))[.!]",
        says=_OFFER,
        severity=Severity.MAJOR,
    ),
    _talk(
        "let me know if you|feel free to|would you like me to|anything else i can|please provide|please paste|"
        "please share",
        r"\blet\sme\sknow\sif\syou(?:['’]d|\swould)?\s(?:like|need|want)\s(?:me\sto|any\s(?:further|other|additional|more)"
        r"|further|anything\selse)\b",
        r"\bfeel\sfree\sto\s(?:adjust|modify|customi[sz]e|edit|let\sme\sknow|ask\s(?:me|if\syou))\b",
        r"\bwould\syou\slike\sme\sto\b|\bis\sthere\sanything\selse\si\scan\b",
        r"\bplease\s(?:provide|paste|share)(?:\sme)?(?:\swith)?\sthe\s(?:\w{1,15}\s)?(?:text|article|content|passage|paragraph)s?"
        r"\s(?:you|that\syou|to\sbe|for\stranslation)\b",
        says=_OFFER,
    ),
    _talk(
        _ANY,
        rf"{_OPENER}[!.]\s{_HERE}\b[^\n:.]{{0,120}}:?",
        says=_PREFACE,
        opens_block=True,
    ),
    _talk(
        _ANY,
        rf"(?:{_OPENER}[,!.]\s)?{_HERE}\s(?:\w{{1,20}}\s){{0,4}}{_DONE}\b[^\n:.]{{0,120}}:",
        rf"(?:the\s)?{_DONE}\s(?:text|version|article)\sis\sas\sfollows\b",
        says=_PREFACE,
        opens_block=True,
    ),
    _talk(
        "here are|requested, here|asked, here",
        r"here\sare\s(?:some|\w{1,8})\s(?:possible|potential|suggested|alternative)\s(?:headline|title|version|translation)s",
        rf"as\s(?:you\s)?(?:requested|asked),\s{_HERE}\b",
        says=_PREFACE,
        opens_block=True,
    ),
    _talk(
        "note:",
        r"[(\[*]{0,3}note:\s(?:the\s(?:translation|rewritten|above\stext|original\stext|text\sabove)|this\s(?:translation|is\sa"
        r"\s(?:machine\s)?translation|rewritten|version|(?:article|text)\s(?:was|has\sbeen)\s(?:rewritten|rephrased|paraphrased))|i(?:['’]ve|\shave))\b(?:\s(?:has\sbeen|was|is|may))?",
        says=_NOTE,
        opens_block=True,
    ),
    _talk(
        _ANY,
        r"(?:english\s|literal\s)?translation:",
        r"(?:translated|rewritten|paraphrased|rephrased|revised|source|target|original|spun)\s(?:text|version|article):",
        says=_NOTE,
        severity=Severity.MAJOR,
        opens_block=True,
    ),
    _talk(
        "deepl|translated by|translated with|translated using",
        r"translated\swith\s(?:www\.)?deepl\.com(?:/translator)?(?:\s\(free\sversion\))?",
        r"(?<=[(\[])(?:machine[\s-])?translated\s(?:by|with|using|via)\s(?:deepl|google(?:\stranslate)?|chatgpt|gpt-?\d|ai|bing"
        r"|yandex|microsoft|baidu|machine)\b",
        says=_NOTE,
        severity=Severity.MAJOR,
    ),
    _talk(
        "†|oaicite|oai_citation|turn0|turn1|turn2|turn3|turn4|[cit|utm_source=|grok_card",
        r"【\d{1,3}(?::\d{1,3})?†[^】\n]{0,80}】|:?contentreference\[oaicite:\d{1,3}\](?:\{index=\d{1,3}\})?|\(?\[?oai_?cit(?:e|ation)"
        r"|(?:\bcite)?\bturn\d{1,2}(?:search|news|view|image|file|forecast)\d{1,2}\b|citeturn\d{1,2}\w{1,30}"
        r"|\[cite_start\]|\[cite:\s?[\d,\s]{1,40}\]|\[citation:\d{1,3}\]|\butm_source=(?:chatgpt\.com|openai|copilot\.com|perplexity)"
        r"|grok_card",
        says=_CITATION,
        severity=Severity.MAJOR,
    ),
    _talk(
        "regenerate response|chatgpt said:|continue generating",
        r"(?:regenerate\sresponse|chatgpt\ssaid:|continue\sgenerating)",
        says=_OFFER,
        opens_block=True,
    ),
)


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    plain = document.derive(lowered)
    seen: set[int] = set()
    for talk in _TALKS:
        if not any(sign in plain for sign in talk.signs):
            continue
        for match in _matches(talk, document):
            if match.start() not in seen:
                seen.add(match.start())
                yield META.finding(match.start(), match.end(), talk.message, severity=talk.severity)


def _matches(talk: Talk, document: Document) -> Iterator[re.Match[str]]:
    if not talk.opens_block:
        yield from talk.pattern.finditer(document.text)
        return
    for block in document.blocks:
        match = talk.pattern.match(document.text, block.start, block.end)
        if match:
            yield match
