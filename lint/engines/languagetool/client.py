"""LanguageTool as an engine: asks a server, ours or somebody else's, and puts its answers in our words.

The protocol is language_tool_python's; the server process is ours (see `server.py`), because that package leaves Java
processes behind and knows one start limit only. Its `Match` is not used: it keeps the text in its class, where threads
meet, and counts lengths in UTF-16.
"""

from __future__ import annotations

import json
import re
import threading
import time
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from ipaddress import ip_address
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlencode, urlsplit, urlunsplit

from lint.engines.base import EngineError, EngineOptions, EngineUnavailable, Match, NotInstalled
from lint.engines.languagetool.server import HEAP_MB, Keeper, Ready, Server, choose_log

if TYPE_CHECKING:
    from pathlib import Path

    from language_tool_python import LanguageTool

_NEWS = (
    "The prime minister said on Tuesday that the talks had failed, but the opposition were not convinced. "
    "He go to Brussels on 3 June, where leaders of the 27 countries will meet for the first time since the war began."
)
_NOT_INSTALLED = "LanguageTool is not installed. This sets it up: newslint languagetool install"
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
# For requests, None says: not even the one that the environment names. Its type hints do not know that.
_NO_PROXIES: Any = {"http": None, "https": None, "all": None}
_RATE_LIMITS = {426, 429}
_LONGEST_WORDS = 300


class _Backend(Protocol):
    """Where the server is: our own process, or an address."""

    def start(self) -> None: ...

    def ready(self) -> Ready: ...

    def failed(self, generation: int, reason: str) -> EngineError: ...

    def stop(self) -> None: ...


class _LostError(Exception):
    """The server did not answer at all, or not what LanguageTool answers: another call would hardly fare better."""


class LanguageToolEngine:
    """LanguageTool, run by us or (`options.url`) by somebody else."""

    name = "LanguageTool"

    def __init__(self, options: EngineOptions) -> None:
        self._options = options
        self._first_language = "en-US"
        local = options.url is None
        self._backend: _Backend = Keeper(self._server) if local else _Remote(str(options.url))
        self._log: Path | None = None
        self._direct = options.url is None or _is_loopback(options.url)
        self._clients: dict[tuple[int, str], LanguageTool] = {}
        self._lock = threading.Lock()
        self._local = threading.local()

    def identity(self) -> str | None:
        """The installation's version with a digest of its files; None for a server of somebody else, which has to say.

        Raises NotInstalled, or EngineUnavailable for an installation that is damaged.
        """
        if self._options.url is not None:
            return None
        from lint.engines.languagetool import install

        installation = install.find()
        if installation is None:
            raise NotInstalled(_NOT_INSTALLED)
        return f"{installation.version} (files {install.digest(installation)})"

    def start(self, language: str = "en-US") -> None:
        """Start the server, and return at once; it has `language` ready for the first call, as loading takes seconds.

        Raises EngineUnavailable where LanguageTool or Java is missing.
        """
        self._first_language = language
        self._backend.start()

    def _server(self) -> Server:
        """A server of our own, of the LanguageTool and the Java that are found when it is started."""
        from lint.engines.languagetool import install, java

        installation = install.find()
        if installation is None:
            raise NotInstalled(_NOT_INSTALLED)
        runtime = java.find_java()
        self._log = self._log or choose_log(self._options.log)
        form = {"language": self._first_language, "text": _NEWS}
        if self._options.disabled_rules:
            form["disabledRules"] = ",".join(sorted(self._options.disabled_rules))

        def command(port: int) -> list[str]:
            return [str(word) for word in installation.command(runtime, port, HEAP_MB)]

        return Server(command, [urlencode(form)], self._options.ready_seconds, self._log)

    def version(self) -> str:
        """LanguageTool's version with the date of its build; for a server of somebody else also its address."""
        ready = self._backend.ready()
        software = ready.software
        if not software:
            software = self._ask(ready, _NEWS, "en-US")["software"]
        where = f" at {_without_password(ready.url)}" if self._options.url is not None else ""
        premium = " premium" if software.get("premium") else ""
        return f"{software['version']} ({software.get('buildDate', 'build date not known')}){premium}{where}"

    def check(self, text: str, language: str) -> list[Match]:
        """All matches of a text, in order of their start. Raises EngineError, after which one more try is worth it.

        Lone surrogates, which no server can be sent, are asked about as U+FFFD.
        """
        ready = self._backend.ready()
        if not text:
            return []
        return matches(text, self._ask(ready, text, language))

    def stop(self) -> None:
        """End the server and its watchdog."""
        self._backend.stop()

    def _ask(self, ready: Ready, text: str, language: str) -> dict[str, Any]:
        """The server's answer, of the right shape. Raises EngineError."""
        try:
            client = self._client(ready, language)
            parameters = client._create_params(_LONE_SURROGATE.sub("\ufffd", text))
            answer = client._query_server(client.url + "check", parameters, num_tries=1, method="post")
            answer = _checked(answer, ready)
            self._still_there(ready)
        except _LostError as error:
            raise self._backend.failed(ready.generation, str(error)) from error
        return answer

    def _still_there(self, ready: Ready) -> None:
        """Another program may have got the port of a server that has just ended: its answer is not to be trusted."""
        if isinstance(self._backend, Keeper) and (self._backend.server is None or not self._backend.server.alive):
            raise _LostError("its process ended")

    def _client(self, ready: Ready, language: str) -> LanguageTool:
        """language_tool_python's client for a server and a language; it keeps no state that a check changes."""
        key = ready.generation, language
        with self._lock:
            client = self._clients.get(key)
        if client is None:
            client = _make_client(ready.url, language, self._transport)
            client.disabled_rules = set(self._options.disabled_rules)
            with self._lock:
                self._clients[key] = client
        return client

    def _transport(self, url: str, parameters: dict[str, str] | None, method: str) -> object:
        """What a server says, as JSON. Raises _LostError where it says nothing, EngineError where it says no."""
        import requests
        import urllib3

        session = getattr(self._local, "session", None)
        if session is None:
            session = self._local.session = requests.Session()
            session.trust_env = not self._direct  # no proxy, no .netrc: they are not meant for this machine
        seconds = self._options.check_seconds
        deadline = time.monotonic() + seconds
        try:
            with session.request(
                method,
                url,
                data=parameters if method == "post" else None,
                params=None if method == "post" else parameters,
                timeout=seconds,
                stream=True,
                proxies=_NO_PROXIES if self._direct else None,
                allow_redirects=self._options.url is not None,
            ) as response:
                body = b""
                while chunk := response.raw.read1(65536, decode_content=True):  # what has come, and no waiting for more
                    body += chunk
                    if time.monotonic() > deadline:
                        raise requests.Timeout
                status = response.status_code
        except (requests.Timeout, urllib3.exceptions.TimeoutError) as error:
            raise _LostError(f"it did not answer within {seconds:g} seconds") from error
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
            raise _LostError(_cause(error)) from error
        return _decoded(status, body.decode("utf-8", "replace"))


def _make_client(url: str, language: str, transport: Callable[..., object]) -> LanguageTool:
    """A client that never starts a process and sends what it asks through `transport`. Raises EngineError."""
    from language_tool_python import LanguageTool
    from language_tool_python.exceptions import LanguageToolError

    class Client(LanguageTool):
        def _query_server(
            self, url: str, params: dict[str, str] | None = None, num_tries: int = 1, method: str = "get"
        ) -> Any:
            """Ours, for the package's own forgets the HTTP status and lets ALL_PROXY in."""
            return transport(url, params, method)

        def __del__(self) -> None:
            """There is no process to close."""

    try:
        return Client(language, remote_server=url, host="127.0.0.1")
    except (LanguageToolError, ValueError) as error:
        raise EngineError(f"LanguageTool cannot check the language {language!r}: {error}") from error
    except (AttributeError, TypeError) as error:
        raise EngineError(f"{_without_password(url)} does not answer like LanguageTool: {error}") from error


def _decoded(status: int, text: str) -> object:
    """What the body of an answer says. Raises _LostError for a rate limit, EngineError for any other refusal."""
    words = " ".join(text.split())[:_LONGEST_WORDS]
    if status in _RATE_LIMITS:
        raise _LostError(
            f"it has been asked too often and refuses to answer for a while (HTTP {status}: {words}); "
            "a LanguageTool of your own has no such limit: newslint languagetool install"
        )
    if status >= 400:
        raise EngineError(f"LanguageTool refused to check a text (HTTP {status}): {words or 'it does not say why'}")
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise EngineError(f"LanguageTool's answer is not JSON: {words or 'it is empty'}") from error


def _checked(answer: object, ready: Ready) -> dict[str, Any]:
    """The answer to a check, if it is one, whole, and of the server that was asked."""
    if not isinstance(answer, dict) or not _is_software(answer.get("software")):
        raise EngineError(f"{_without_password(ready.url)} does not answer like LanguageTool")
    software = answer["software"]
    if ready.software and any(software.get(key) != ready.software.get(key) for key in ("version", "buildDate")):
        raise _LostError("another LanguageTool answers at its port")
    warnings = answer.get("warnings")
    if isinstance(warnings, dict) and warnings.get("incompleteResults"):
        reason = warnings.get("incompleteResultsReason", "it does not say why")
        raise EngineError(f"LanguageTool checked a text only in part: {reason}")
    return answer


def _is_software(value: object) -> bool:
    return isinstance(value, dict) and value.get("name") == "LanguageTool" and isinstance(value.get("version"), str)


def matches(text: str, answer: dict[str, Any]) -> list[Match]:
    """The matches of the server's answer about `text`, in order of their start, in code points.

    Raises EngineError where one of them is not of the shape that LanguageTool's HTTP API describes.
    """
    units = _unit_offsets(text)
    try:
        found = [_match(match, units, len(text)) for match in answer["matches"]]
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise EngineError(f"LanguageTool's answer has not the shape that it should have: {error!r}") from error
    return sorted(found, key=lambda match: (match.start, match.end))


def _match(match: dict[str, Any], units: list[int] | None, length: int) -> Match:
    rule = match["rule"]
    start, end = _span(_number(match["offset"]), _number(match["length"]), units, length)
    return Match(
        rule=_words(rule["id"]),
        category=_words((rule.get("category") or {}).get("id", "")),
        issue_type=_words(rule.get("issueType", "uncategorized")),
        message=_words(match["message"]),
        start=start,
        end=end,
        replacements=tuple(_words(replacement["value"]) for replacement in match["replacements"]),
    )


def _number(value: object) -> int:
    if type(value) is not int or value < 0:
        raise ValueError(f"{value!r} is not an offset or a length")
    return value


def _words(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is not text")
    return value


def _unit_offsets(text: str) -> list[int] | None:
    """For each code point, and for the end, its offset in UTF-16 code units; None where both counts are the same."""
    if not text or max(text) <= "\uffff":
        return None
    return list(accumulate((1 + (character > "\uffff") for character in text), initial=0))


def _span(offset: int, units: int, offsets: list[int] | None, length: int) -> tuple[int, int]:
    """`units` UTF-16 code units from `offset` as code points: whole ones, at least one, none behind the text."""
    start, end = offset, offset + units
    if offsets is not None:
        start, end = bisect_right(offsets, start) - 1, bisect_left(offsets, end)
    start = min(start, length - 1)
    return start, max(start + 1, min(end, length))


def _cause(error: BaseException) -> str:
    """What the operating system said, without the wrapping of three libraries."""
    text = str(error)
    said = re.search(r"\[Errno -?\d+\] ([^'\")]+)", text)
    return said.group(1) if said else _without_password(text)[:_LONGEST_WORDS] or type(error).__name__


def _without_password(text: str) -> str:
    return re.sub(r"(?<=://)[^/@\s]*@", "", text)


class _Remote:
    """A server that somebody else runs. One that fails twice is not asked again in this run."""

    def __init__(self, url: str) -> None:
        self._given = url
        self._url: str | None = None
        self._lock = threading.Lock()
        self._generation = 1
        self._final: str | None = None

    def start(self) -> None:
        """Look whether the address is one. Raises EngineUnavailable."""
        self._url = _base(self._given)

    def ready(self) -> Ready:
        """Where the server is; whether it answers shows when it is asked."""
        with self._lock:
            if self._final is not None:
                raise EngineError(self._final)
            if self._url is None:
                raise EngineError("LanguageTool was not started, or was stopped")
            return Ready(self._url, {}, self._generation)

    def failed(self, generation: int, reason: str) -> EngineError:
        """Say that a call failed; for raising."""
        message = f"LanguageTool at {_without_password(self._given)} does not answer: {reason}"
        with self._lock:
            if generation == self._generation:
                self._generation += 1
                if generation > 1:
                    self._final = f"{message}. It failed twice and is not asked again in this run."
            return EngineError(self._final or message)

    def stop(self) -> None:
        """Ask no more; the server goes on."""
        self._url = None


def _is_loopback(url: str) -> bool:
    try:
        host = urlsplit(url).hostname or ""
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _base(url: str) -> str:
    """The address that `v2/check` is relative to. Raises EngineUnavailable."""
    help = "write it like http://localhost:8081 or https://api.languagetool.org/v2"
    try:
        parts = urlsplit(url)
        usable = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        usable = False
    if not usable or parts.query or parts.fragment:
        raise EngineUnavailable(f"{_without_password(url)!r} is not the address of a LanguageTool server: {help}")
    path = re.sub(r"/+(v2(/+(check|languages|info|healthcheck)?)?)?$", "", parts.path)
    return urlunsplit((parts.scheme, parts.netloc, path + "/", "", ""))
