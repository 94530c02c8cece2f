"""What the pages of a report share: the style sheet, the script and the logo, and who may load them."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from markupsafe import Markup

from lint.report_settings import Logo, ReportSettings

from .slugs import digest

_HERE = Path(__file__).parent

STYLE, SCRIPT, FINDINGS = "style.css", "newslint.js", "findings.js"
"""The names of the shared files in a report that is a folder."""

_LOGO_NAMES = {
    "image/png": "logo.png", "image/jpeg": "logo.jpg", "image/webp": "logo.webp", "image/svg+xml": "logo.svg",
}  # fmt: skip

_VARIABLE = re.compile(r"--([\w-]+): #[0-9a-f]{3,6};")
_HEX = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
_DARK = "dark-"
"""Before the name of a colour: the one for dark pages."""


@dataclass(frozen=True, slots=True)
class Site:
    """How the pages of a report find each other and what they share; `css` and `js` only where they stand in the page.

    `logo` is the address of the newsroom's picture, empty where there is none. `id` names the report to its script,
    which keeps decisions under that name: it is the same in every run.
    """

    policy: str
    root: str = ""
    css: Markup | None = None
    js: Markup | None = None
    logo: str = ""
    id: str = ""

    @property
    def single(self) -> bool:
        return self.css is not None

    @property
    def home(self) -> str:
        return "#index" if self.single else f"{self.root}index.html"

    @property
    def style(self) -> str:
        return self.root + STYLE

    @property
    def script(self) -> str:
        return self.root + SCRIPT

    @property
    def findings(self) -> str:
        return self.root + FINDINGS

    def article(self, slug: str) -> str:
        return f"#a-{slug}" if self.single else f"{self.root}articles/{slug}.html"


def folder_site(root: str, settings: ReportSettings, name: str) -> Site:
    """A page of a folder; `root` leads from it to the folder, `name` is the folder's."""
    logo = root + _LOGO_NAMES[settings.logo.media_type] if settings.logo else ""
    policy = _policy("'self'", "'self'", "'self'" if logo else "'none'")
    return Site(policy, root, logo=logo, id=report_id(settings, name))


def single_site(settings: ReportSettings, name: str) -> Site:
    """The page that holds all: its style sheet and its script are allowed by their hashes."""
    css, js = style_sheet(settings), script()
    logo = _data_uri(settings.logo) if settings.logo else ""
    policy = _policy(_hash(css), _hash(js), "data:" if logo else "'none'")
    return Site(policy, css=Markup(css), js=Markup(js), logo=logo, id=report_id(settings, name))


def logo_file(settings: ReportSettings) -> tuple[str, bytes] | None:
    """The name and content of the logo's file."""
    return (_LOGO_NAMES[settings.logo.media_type], settings.logo.data) if settings.logo else None


def report_id(settings: ReportSettings, name: str) -> str:
    """What the report is called in the browser's store.

    It comes from the desk's title and the report's own name, not from the articles: with one article more, the
    decisions on all others must still be found. What is decided is kept by fingerprint, so two reports of one name
    share no more than findings that they both have.
    """
    return digest(f"{settings.title or ''}\0{name}")


def _policy(style: str, script: str, image: str) -> str:
    """The Content-Security-Policy: our style sheet, our script and the logo, and nothing else from anywhere.

    `'self'` also holds for a folder opened from a disk (file:), as tried in Chromium 156 and Firefox 153. Jenkins adds
    a policy of its own that forbids scripts, and styles in a page: there the folder looks right and works without
    its script; the single file is plain.
    """
    return (
        f"default-src 'none'; style-src {style}; script-src {script}; img-src {image}; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(content: str) -> str:
    digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
    return f"'sha256-{digest}'"


def _data_uri(logo: Logo) -> str:
    return f"data:{logo.media_type};base64,{base64.b64encode(logo.data).decode()}"


@cache
def _joined(folder: str, ending: str) -> str:
    """The files of a folder in the order of their names, with the line ends that a browser hashes."""
    parts = sorted((_HERE / folder).glob(f"*{ending}"), key=lambda path: path.name)
    return "\n".join("\n".join(path.read_text(encoding="utf-8").splitlines()) + "\n" for path in parts)


def script() -> str:
    """The script: all its files inside one function, so that nothing of it is seen from outside."""
    return f'(() => {{\n"use strict";\n\n{_joined("script", ".js")}\n}})();\n'


def style_sheet(settings: ReportSettings | None = None) -> str:
    """The style sheet, with the newsroom's own colours in place of ours.

    Raises OSError for a colour that we have no use for.
    """
    css = _joined("style", ".css")
    return _coloured(css, settings.colours) if settings and settings.colours else css


def _coloured(css: str, colours: Mapping[str, str]) -> str:
    """The style sheet with colours replaced where they are declared: the first time light, from then on dark.

    What is not named stays; a newsroom that gives `link` alone still has our `link` on dark pages, where its own might
    not be seen.
    """
    known = set(_VARIABLE.findall(css))
    for name, colour in colours.items():
        if name.removeprefix(_DARK) not in known or not _HEX.fullmatch(colour):
            raise OSError(
                f"colours: {name} = {colour} is no colour of the report; "
                f"it has, each also with dark- before it: {', '.join(sorted(known))}"
            )
    seen: set[str] = set()

    def replace(match: re.Match[str]) -> str:
        key = _DARK + match[1] if match[1] in seen else match[1]
        seen.add(match[1])
        return f"--{match[1]}: {colours[key]};" if key in colours else match[0]

    return _VARIABLE.sub(replace, css)
