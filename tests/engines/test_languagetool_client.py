"""What LanguageTool says in our words: exact spans, no races, and nothing that failed looks clean.

One real LanguageTool serves all tests that leave it alive. The servers of other people that misbehave are small, but
real ones.
"""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.engines.base import EngineError, EngineOptions, EngineUnavailable, Match
from lint.engines.languagetool import server
from lint.engines.languagetool.client import LanguageToolEngine, matches

SOFTWARE = {"name": "LanguageTool", "version": "6.8", "buildDate": "today"}
LANGUAGES = [{"name": "English", "code": "en", "longCode": "en-US"}]
Answer = Callable[[str, str], tuple[int, bytes]]


@contextmanager
def serving(answer: Answer, port: int = 0) -> Iterator[tuple[str, list[str]]]:
    """A server that answers a method and a path as told; its address, and what it was asked."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            asked.append(f"{self.command} {self.path}")
            status, body = answer(self.command, self.path)
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_GET  # noqa: N815

        def log_message(self, *_: object) -> None:
            pass

    httpd = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    httpd.daemon_threads = True
    thread = threading.Thread(target=httpd.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{httpd.server_port}", asked
    finally:
        httpd.shutdown()
        httpd.server_close()


def like_languagetool(method: str, path: str) -> tuple[int, bytes]:
    """Answers like a LanguageTool that never finds anything."""
    said: object = LANGUAGES if path.endswith("languages") else {"software": SOFTWARE, "matches": []}
    return 200, json.dumps(said).encode()


@pytest.fixture(scope="module")
def engine(languagetool_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LanguageToolEngine]:
    """A real LanguageTool, started where an impostor holds its first port."""
    options = EngineOptions(
        log=tmp_path_factory.mktemp("log") / "log", disabled_rules=frozenset({"UPPERCASE_SENTENCE_START", "EN_A_VS_AN"})
    )
    made = LanguageToolEngine(options)
    with pytest.MonkeyPatch.context() as patch, serving(like_languagetool) as (address, asked):
        free = server.free_ports
        patch.setattr(server, "free_ports", lambda count: [int(address.rsplit(":")[-1]), *free(count - 1)])
        made.start()
        try:
            made.version()
            assert asked == [], "the impostor was taken for ours"
        except BaseException:
            made.stop()
            raise
    yield made
    made.stop()


def marked(engine: LanguageToolEngine, text: str, language: str = "en-US") -> list[tuple[str, str]]:
    return [(match.rule, text[match.start : match.end]) for match in engine.check(text, language)]


SPELLING = "MORFOLOGIK_RULE_EN_US"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He go to school.", [("HE_VERB_AGR", "go")]),
        ("😀 He go to scool.", [("HE_VERB_AGR", "go"), (SPELLING, "scool")]),
        ("He went to scool 😀😀.", [(SPELLING, "scool")]),
        ("He said so 😀😀 and 👩‍👩‍👧 went to scool.", [(SPELLING, "scool")]),
        ("He went to sco😀ol today.", [(SPELLING, "sco"), (SPELLING, "ol")]),
        ("He went home 😀 😀 . \U0001d407\U0001d41e wrote teh", None),
        ("He went to scool \ud83d today, \udc00 and teh rest.", None),
        ("He went\x00 to scool.", None),
        ("He went\r\nto scool.\r\nShe saw it.", [(SPELLING, "scool")]),
        ("The cafe\u0301 was on scool street.", None),
        ("He\u00ad went to sco\u00adol.", [(SPELLING, "sco\u00adol")]),
        ("\ufeffHe went to scool.", None),
        ("\ud83d", None),
        ("\x00", None),
        ("", []),
        ("   \n ", None),
    ],
)
def test_spans_are_those_of_the_text(
    engine: LanguageToolEngine, text: str, expected: list[tuple[str, str]] | None
) -> None:
    found = marked(engine, text)
    if expected is not None:
        assert found == expected
    assert all(span for _, span in found)
    if "scool" in text:
        assert (SPELLING, "scool") in found


def test_a_match_brings_all_that_is_known(engine: LanguageToolEngine) -> None:
    [match] = engine.check("He went to scool.", "en-US")
    assert (match.rule, match.category, match.issue_type) == (SPELLING, "TYPOS", "misspelling")
    assert (match.start, match.end) == (11, 16)
    assert match.replacements[0] == "school"
    assert match.message


def test_the_variant_is_that_of_the_call(engine: LanguageToolEngine) -> None:
    text = "The colour of the harbor."
    assert [span for _, span in marked(engine, text, "en-US")] == ["colour"]
    assert [span for _, span in marked(engine, text, "en-GB")] == ["harbor"]


def test_rules_are_switched_off(engine: LanguageToolEngine) -> None:
    assert marked(engine, "this is an car.") == []


def test_an_unknown_language_is_an_error_and_no_crash(engine: LanguageToolEngine) -> None:
    with pytest.raises(EngineError, match="'xx-YY'"):
        engine.check("Text.", "xx-YY")
    assert marked(engine, "He go to school.")


def test_the_version_names_the_build(engine: LanguageToolEngine) -> None:
    assert engine.version().startswith("6.8 (20")


def test_parallel_clients_get_the_same_as_one(engine: LanguageToolEngine) -> None:
    words = ["scool", "goverment", "tehm", "minster"]
    texts = [
        f"{'😀' * (n % 5)} The {words[n % 4]} number {n} {'👩‍👧' * (n % 3)} go to {words[n % 3]}{'😀' * (n % 2)}."
        for n in range(120)
    ]
    one_by_one = [engine.check(text, "en-US") for text in texts]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda text: engine.check(text, "en-US"), texts))
    assert together == one_by_one
    assert all(any(match.rule == SPELLING for match in found) for found in together)


@pytest.mark.parametrize("suffix", ["", "/", "/v2", "/v2/", "/v2/check"])
def test_a_server_that_somebody_else_runs(engine: LanguageToolEngine, suffix: str) -> None:
    assert isinstance(engine._backend, server.Keeper)
    address = engine._backend.ready().url.rstrip("/")
    remote = remote_engine(address + suffix)
    assert remote.version() == f"{engine.version()} at {address}/"
    assert marked(remote, "He go to school.") == [("HE_VERB_AGR", "go")]
    remote.stop()
    assert marked(engine, "He go to school."), "stop() must leave the server alone"


def test_no_proxy_of_the_environment_stands_between_us_and_this_machine(
    engine: LanguageToolEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert isinstance(engine._backend, server.Keeper)
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    with ThreadPoolExecutor(1) as thread:  # a new thread makes new connections
        assert thread.submit(marked, engine, "He go to school.").result() == [("HE_VERB_AGR", "go")]
    assert marked(remote_engine(engine._backend.ready().url), "He go to school.") == [("HE_VERB_AGR", "go")]


def remote_engine(url: str, seconds: float = 20) -> LanguageToolEngine:
    made = LanguageToolEngine(EngineOptions(url=url, check_seconds=seconds))
    made.start()
    return made


@pytest.mark.parametrize("url", ["", "localhost:8081", "ftp://x", "http://", "http://x:y", "http://x/?a=b", "auto"])
def test_what_is_no_address(url: str) -> None:
    with pytest.raises(EngineUnavailable, match="not the address of a LanguageTool server"):
        remote_engine(url)


def check_answer(**changes: object) -> bytes:
    return json.dumps({"software": SOFTWARE, "matches": []} | changes).encode()


def match_json(**changes: object) -> dict[str, Any]:
    rule = {"id": "R", "issueType": "misspelling", "category": {"id": "TYPOS"}}
    return {"message": "m", "offset": 0, "length": 1, "replacements": [{"value": "x"}], "rule": rule} | changes


@pytest.mark.parametrize(
    ("status", "body", "words"),
    [
        (400, b"Error: too long, by far", r"HTTP 400\): Error: too long, by far"),
        (500, b"\xff\xfe broken", "HTTP 500"),
        (503, b"", r"HTTP 503\): it does not say why"),
        (404, b'{"error": "nothing here"}', "nothing here"),
        (429, b"slow down", "asked too often"),
        (426, b"Upgrade", "asked too often"),
        (301, b"", "not JSON"),
        (200, b"", "not JSON"),
        (200, b"<html>login please</html>", "login please"),
        (200, b"[" * 100_000, "not JSON"),
        (200, b"null", "does not answer like LanguageTool"),
        (200, b"[]", "does not answer like LanguageTool"),
        (200, b"{}", "does not answer like LanguageTool"),
        (200, b'{"software": {"name": "Other", "version": "1"}, "matches": []}', "does not answer like"),
        (200, b'{"software": {"name": "LanguageTool", "version": "6.8"}}', "shape"),
        (200, check_answer(matches=None), "shape"),
        (200, check_answer(matches=[None]), "shape"),
        (200, check_answer(matches=[{}]), "shape"),
        (200, check_answer(matches=[match_json(offset="0")]), "shape"),
        (200, check_answer(matches=[match_json(offset=-1)]), "shape"),
        (200, check_answer(matches=[match_json(length=True)]), "shape"),
        (200, check_answer(matches=[match_json(length=1.5)]), "shape"),
        (200, check_answer(matches=[match_json(message=None)]), "shape"),
        (200, check_answer(matches=[match_json(rule="R")]), "shape"),
        (200, check_answer(matches=[match_json(replacements=["x"])]), "shape"),
        (200, check_answer(matches=[match_json(replacements=None)]), "shape"),
        (
            200,
            check_answer(warnings={"incompleteResults": True, "incompleteResultsReason": "slow"}),
            "only in part: slow",
        ),
    ],
)
def test_an_answer_that_is_none_is_an_error(status: int, body: bytes, words: str) -> None:
    def answer(method: str, path: str) -> tuple[int, bytes]:
        return (status, body) if method == "POST" else like_languagetool(method, path)

    with serving(answer) as (address, _):
        remote = remote_engine(address)
        with pytest.raises(EngineError, match=words):
            remote.check("A text.", "en-US")


@pytest.mark.parametrize("body", [b"{}", b"null", b"[1]", b'[{"code": 1}]', b"no JSON"])
def test_a_list_of_languages_that_is_none_is_an_error(body: bytes) -> None:
    with serving(lambda method, path: (200, body)) as (address, _), pytest.raises(EngineError):
        remote_engine(address).check("A text.", "en-US")


def test_a_server_that_is_not_there_is_asked_twice_only() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"http://me:secret@127.0.0.1:{taken.getsockname()[1]}"
        remote = remote_engine(address)
        for _ in range(2):
            with pytest.raises(EngineError, match="Connection refused") as caught:
                remote.check("A text.", "en-US")
            assert "secret" not in str(caught.value)
    with serving(like_languagetool, port=int(address.rsplit(":")[-1])) as (_, asked):
        with pytest.raises(EngineError, match="failed twice"):
            remote.check("A text.", "en-US")
        assert asked == []


@pytest.mark.parametrize("said", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n", b"SSH-2.0-OpenSSH\r\n"])
def test_a_server_that_hangs_or_talks_something_else(said: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        held = []

        def serve() -> None:
            while True:
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                connection.sendall(said)
                held.append(connection)

        threading.Thread(target=serve, daemon=True).start()
        remote = remote_engine(f"http://127.0.0.1:{listener.getsockname()[1]}", seconds=0.5)
        with pytest.raises(EngineError, match="does not answer"):
            remote.check("A text.", "en-US")
        for connection in held:
            connection.close()
        listener.shutdown(socket.SHUT_RDWR)


def test_a_server_that_answers_drop_by_drop_runs_out_of_time() -> None:
    def drops(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        try:
            while not threading.Event().wait(0.1):
                connection.sendall(b" ")
        except OSError:
            return

    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=lambda: drops(listener.accept()[0]), daemon=True).start()
        remote = remote_engine(f"http://127.0.0.1:{listener.getsockname()[1]}", seconds=1)
        with pytest.raises(EngineError, match="did not answer within 1 seconds"):
            remote.check("A text.", "en-US")


def test_a_proxy_of_the_environment_is_used_for_a_url(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    with serving(like_languagetool) as (proxy, asked):
        monkeypatch.setenv("http_proxy", proxy)
        assert remote_engine("http://languagetool.example").check("A text.", "en-US") == []
        assert asked == [
            "GET http://languagetool.example/v2/languages",
            "POST http://languagetool.example/v2/check",
        ]


def spans(text: str, *pairs: tuple[int, int]) -> list[tuple[int, int]]:
    answer = {"matches": [match_json(offset=offset, length=length) for offset, length in pairs]}
    return [(match.start, match.end) for match in matches(text, answer)]


@pytest.mark.parametrize(
    ("text", "offset", "length", "expected"),
    [
        ("abc", 1, 1, (1, 2)),
        ("😀bc", 2, 1, (1, 2)),
        ("a😀c", 1, 2, (1, 2)),
        ("a😀c", 0, 4, (0, 3)),
        ("ab😀", 1, 1, (1, 2)),
        ("a😀c", 2, 1, (1, 2)),  # the second half of a pair: the whole of it
        ("a😀c", 0, 2, (0, 2)),  # ends in the middle of a pair
        ("a😀c", 2, 2, (1, 3)),
        ("abc", 1, 0, (1, 2)),  # never empty
        ("abc", 3, 0, (2, 3)),
        ("abc", 2, 9, (2, 3)),  # never behind the text
        ("abc", 9, 9, (2, 3)),
        ("a😀", 9, 9, (1, 2)),
        ("a\ud83dc", 1, 1, (1, 2)),
    ],
)
def test_utf_16_becomes_code_points(text: str, offset: int, length: int, expected: tuple[int, int]) -> None:
    assert spans(text, (offset, length)) == [expected]


def test_matches_come_in_order() -> None:
    assert spans("abc", (2, 1), (0, 1), (0, 3)) == [(0, 1), (0, 3), (2, 3)]


@given(st.text(min_size=1), st.data())
def test_every_span_of_every_text_is_found_again(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    units = [len(part.encode("utf-16-le", "surrogatepass")) // 2 for part in (text[:start], text[start:end])]
    assert spans(text, (units[0], units[1])) == [(start, end)]


@given(st.text(min_size=1), st.integers(0, 10**9), st.integers(0, 10**9))
def test_no_numbers_make_an_empty_span_or_one_behind_the_text(text: str, offset: int, length: int) -> None:
    [(start, end)] = spans(text, (offset, length))
    assert 0 <= start < end <= len(text)


def test_a_match_without_a_category_is_kept() -> None:
    answer = {"matches": [match_json(rule={"id": "R"})]}
    assert matches("abc", answer) == [
        Match(rule="R", category="", issue_type="uncategorized", message="m", start=0, end=1, replacements=("x",))
    ]
