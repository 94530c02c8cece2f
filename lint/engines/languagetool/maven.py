"""Gets the locked jars: from folders that have them, else from a Maven repository. Imported only where it is used."""

from __future__ import annotations

import hashlib
import os
import shutil
import threading
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import requests
from jgo.constants import default_maven_repo
from jgo.env import LockFile
from jgo.maven import Artifact, MavenContext, PythonResolver

SIDE_BY_SIDE = 4
ATTEMPTS = 5
"""How often in a row a download may fail without a byte more than before."""

CONNECT_SECONDS, READ_SECONDS = 15.0, 30.0
LONGEST_PAUSE = 30.0
LARGEST_JAR = 200_000_000
"""More than this is no jar of ours: the sender has lost its way."""

FIRST_PAUSE = 1.0
"""Seconds before the second attempt; doubled for each further one."""

CHUNK = 1 << 13
"""Bytes; of a connection that is cut, less than so many are lost."""


class DownloadError(Exception):
    """A jar could not be had. The message names it and says why."""


class _RetryError(Exception):
    """A download failed in a way that may pass; `pause` is how many seconds the server asked us to wait."""

    def __init__(self, message: str, pause: float = 0.0) -> None:
        super().__init__(message)
        self.pause = pause


class StoppedError(Exception):
    """Another download failed, or the user interrupted: this one has left its part file."""


def sha256(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal digits. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def has(path: Path, expected: str) -> bool:
    """Whether `path` is a readable file with this SHA-256."""
    try:
        return path.is_file() and sha256(path) == expected
    except OSError:
        return False


class LockedResolver(PythonResolver):
    """jgo's resolver, for artifacts whose SHA-256 is known: nothing gets its name before it was checked.

    A download goes to a `.part` file beside its place; one that was interrupted goes on where it stopped.
    `received` is told the number of bytes as they arrive, from several threads.
    """

    def __init__(self, checksums: Mapping[Path, str], received: Callable[[int], None]) -> None:
        super().__init__()
        self.stop = threading.Event()
        self._checksums = checksums
        self._received = received
        self._session = requests.Session()

    def download(self, artifact: Artifact) -> Path:
        """Get one artifact, from the first repository that has it. Raises DownloadError, StoppedError, OSError."""
        place = artifact.cached_path
        assert place is not None
        place.parent.mkdir(parents=True, exist_ok=True)
        expected = self._checksums[location(artifact)]
        failures = []
        for repository in artifact.context.remote_repos.values():
            url = f"{repository.rstrip('/')}/{location(artifact).as_posix()}"
            try:
                self._fetch(url, place.with_name(place.name + ".part"), expected)
            except DownloadError as error:
                failures.append(str(error))
                continue
            place.with_name(place.name + ".part").replace(place)
            return place
        raise DownloadError("; ".join(failures))

    def _fetch(self, url: str, part: Path, expected: str) -> None:
        """Complete `part`. Raises DownloadError once it has failed ATTEMPTS times without getting any further."""
        best, failed = -1, 0
        while not has(part, expected):
            if self.stop.is_set():
                raise StoppedError
            try:
                self._continue(url, part, expected)
                return
            except (_RetryError, requests.RequestException) as error:
                size = part.stat().st_size if part.exists() else 0
                failed = 1 if size > best else failed + 1
                best = max(best, size)
                if failed >= ATTEMPTS or "CERTIFICATE_VERIFY_FAILED" in str(error):  # the latter does not pass
                    raise DownloadError(f"{_public(url)}: {_reason(error)}") from error
                asked = error.pause if isinstance(error, _RetryError) else 0.0
                self.stop.wait(min(max(asked, FIRST_PAUSE * 2 ** (failed - 1)), LONGEST_PAUSE))

    def _continue(self, url: str, part: Path, expected: str) -> None:
        """One request, for what is missing of `part`."""
        have = part.stat().st_size if part.exists() else 0
        headers = {"Accept-Encoding": "identity"}  # a range counts bytes of the file, not of its compressed form
        if have:
            headers["Range"] = f"bytes={have}-"
        with self._session.get(url, headers=headers, stream=True, timeout=(CONNECT_SECONDS, READ_SECONDS)) as response:
            self._check_status(response, part)
            resumed = response.status_code == 206 and _starts_at(response, have)
            if response.status_code == 206 and not resumed:
                part.unlink(missing_ok=True)
                raise _RetryError("the server sent another part than was asked for")
            self._save(response, part, append=resumed)
        if not has(part, expected):
            part.unlink(missing_ok=True)
            raise _RetryError("the file is not the one that newslint knows (its SHA-256 differs)")

    def _check_status(self, response: requests.Response, part: Path) -> None:
        status = response.status_code
        if status in (200, 206):
            return
        if status == 416:  # there is nothing behind what we have, and that is not the file: begin anew
            part.unlink(missing_ok=True)
            raise _RetryError("the server has a shorter file")
        message = f"the server answered {status} {response.reason or ''}".rstrip()
        if status in (408, 425, 429) or status >= 500:
            wait = response.headers.get("Retry-After", "")
            raise _RetryError(message, float(wait) if wait.isdecimal() else 0.0)
        raise DownloadError(f"{_public(response.url)}: {message}")

    def _save(self, response: requests.Response, part: Path, *, append: bool) -> None:
        # Unbuffered: what has arrived is in the file, however this ends.
        with part.open("ab" if append else "wb", buffering=0) as file:
            for chunk in response.iter_content(CHUNK):
                if self.stop.is_set():
                    raise StoppedError
                file.write(chunk)
                self._received(len(chunk))
                if file.tell() > LARGEST_JAR:
                    file.truncate(0)
                    raise DownloadError(f"{_public(response.url)}: the server sends more than a jar")


def location(artifact: Artifact) -> Path:
    """Where an artifact lies in a Maven repository, relative to its root."""
    path: Path = artifact.component.path_prefix / artifact.filename
    return path


def _starts_at(response: requests.Response, offset: int) -> bool:
    return response.headers.get("Content-Range", "").startswith(f"bytes {offset}-")


def _public(url: str) -> str:
    """`url` without the password that a mirror's address may hold."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def _reason(error: Exception) -> str:
    if isinstance(error, requests.exceptions.ProxyError):
        return "the proxy does not answer"
    if isinstance(error, requests.exceptions.SSLError):
        return "the server's certificate is not trusted; behind a proxy that inspects traffic set REQUESTS_CA_BUNDLE"
    if isinstance(error, requests.exceptions.Timeout):
        return "no answer in time"
    if isinstance(error, requests.exceptions.ConnectionError):
        return "no connection"
    if isinstance(error, requests.RequestException):
        return "the connection was cut"
    return str(error)


class Jars:
    """The jars of a lock file, and the folder that gathers them, laid out as a Maven repository.

    `mirror` is used instead of jgo's default repository.
    """

    def __init__(self, lock: Path, store: Path, mirror: str | None, received: Callable[[int], None]) -> None:
        checksums: dict[Path, str] = {}
        self.resolver = LockedResolver(checksums, received)
        context = MavenContext(
            resolver=self.resolver, repo_cache=store, remote_repos={"mirror": mirror} if mirror else None
        )
        self.artifacts: dict[Artifact, str] = {}
        for locked in LockFile.load(lock).dependencies:
            component = context.project(locked.groupId, locked.artifactId).at_version(locked.version)
            artifact = component.artifact(locked.classifier or "", locked.packaging)
            if not locked.sha256:
                raise DownloadError(f"{lock}: {artifact} has no SHA-256")
            self.artifacts[artifact] = checksums[location(artifact)] = locked.sha256

    def take(self, folders: Iterable[Path]) -> list[Artifact]:
        """Copy what is right of `folders` (flat, or Maven repositories) to the store; returns what is still missing."""
        folders = list(folders)
        missing = []
        for artifact, expected in self.artifacts.items():
            place = self.place(artifact)
            if has(place, expected):
                continue
            place.unlink(missing_ok=True)
            found = next((path for path in _lying_in(folders, artifact) if has(path, expected)), None)
            if found is None:
                missing.append(artifact)
            else:
                _copy(found, place)
        return missing

    def download(self, missing: Iterable[Artifact], done: Callable[[], None]) -> None:
        """Download `missing`, several at a time. Raises DownloadError, OSError; leaves only whole and part files."""
        pool = ThreadPoolExecutor(SIDE_BY_SIDE, thread_name_prefix="download")
        try:
            for future in as_completed([pool.submit(artifact.resolve) for artifact in missing]):
                future.result()
                done()
        except BaseException:
            self.resolver.stop.set()
            pool.shutdown(wait=False, cancel_futures=True)
            raise
        pool.shutdown()

    def place(self, artifact: Artifact) -> Path:
        """Where the store keeps an artifact."""
        path = artifact.cached_path
        assert path is not None
        return path

    def wrong_in(self, folder: Path, missing: Iterable[Artifact]) -> list[str]:
        """Of the missing artifacts' file names those that `folder` has, with other contents."""
        return [a.filename for a in missing if any(path.exists() for path in _lying_in([folder], a))]


def local_repository() -> Path:
    """The user's own Maven repository; read, never written."""
    return Path(default_maven_repo())


def _lying_in(folders: Iterable[Path], artifact: Artifact) -> list[Path]:
    return [folder / name for folder in folders for name in (artifact.filename, location(artifact))]


def _copy(source: Path, target: Path) -> None:
    """Copy a checked file; `target` appears whole or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f"{target.name}.{os.getpid()}.copy")
    try:
        shutil.copyfile(source, part)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
