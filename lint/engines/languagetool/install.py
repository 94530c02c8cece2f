"""Where LanguageTool lies on this machine, how it is set up there, and whether it is whole.

Layout of our own installation, in `home()`:

    LanguageTool-6.8/            named as language-tool-python names it, so that it can use it as well
        languagetool-server.jar  nothing but a manifest that lists the jars below
        libs/*.jar               from Maven, by the lock file in data/
        stubs/                   stands in for the languages that the server insists on but English never asks
        server.properties        the server's settings
        installed.json           the files with size and SHA-256; written last
    downloads/                   jars and parts of jars of an installation that was interrupted
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from lint.engines.base import EngineUnavailable
from lint.engines.languagetool.lock import LOCK, VERSION

if TYPE_CHECKING:
    from jgo.maven import Artifact

    from lint.engines.languagetool.java import Java
    from lint.engines.languagetool.maven import Jars

OURS, THEIRS = "newslint", "language-tool-python"
"""Who set an installation up."""

LICENCE = "LGPL-2.1-or-later"

FOLDER = f"LanguageTool-{VERSION}"
SERVER_JAR = "languagetool-server.jar"
SERVER_CLASS = "org.languagetool.server.HTTPServer"
SETTINGS = "server.properties"
RECORD = "installed.json"
SCHEMA = 1

REPAIR = "newslint languagetool install"

STUBBED = {"ca": "Catalan", "es": "Spanish", "pt": "Portuguese"}
"""Languages that the server's language detector wants at start; it dies without them."""

STUBS = ("en_US.dict", "en_US.info")


class InstallError(Exception):
    """LanguageTool could not be set up. The message says why, and what helps."""


@dataclass(frozen=True)
class Installation:
    """A LanguageTool that lies on this machine. `config` is the settings file that its server needs, if any."""

    version: str
    folder: Path
    jar: Path
    config: Path | None
    origin: str

    def command(self, java: Java | Path, port: int, heap_mb: int) -> list[str]:
        """The command that runs its server on `port` of the loopback address, with at most `heap_mb` MB of heap.

        It holds absolute paths only, so that it works from any folder. The server listens on `localhost` alone unless
        told `--public`. See `_flags` for the JVM's options.
        """
        path = java if isinstance(java, Path) else java.path
        command = [str(path), *_flags(heap_mb), "-cp", str(self.jar), SERVER_CLASS, "--port", str(port)]
        if self.config is not None:
            command += ["--config", str(self.config)]
        return command


def _flags(heap_mb: int) -> list[str]:
    """The JVM's options. Only such as Java 17 to 25 know and as print no warning.

    Measured on Java 25 and two busy cores, in processor time, with Java's second compiler and without it
    (`TieredStopAtLevel=1`): up to the first answer 14 s and 7 to 9 s; then 312 and 391 words a second over 3,000 words,
    485 and 531 over 12,000; longer runs were not compared. On Java 17 the serial collector needs 350 MB of memory
    where the usual one (G1) needs 700 for the same text. The matches were the same each time. An archive of loaded
    classes (CDS, AOT cache) cannot be made: Java refuses the manifest of one of the jars.
    """
    return [
        f"-Xmx{heap_mb}m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-XX:ReservedCodeCacheSize=128m",  # the first compiler alone would get 48 MB
        "-Djava.awt.headless=true",
        "-Djava.net.preferIPv4Stack=true",  # localhost is 127.0.0.1, also where it could be ::1
        "-Dfile.encoding=UTF-8",
    ]


def home() -> Path:
    """The folder for our own installation: $NEWSLINT_LANGUAGETOOL_HOME, else in the user's data folder."""
    named = os.environ.get("NEWSLINT_LANGUAGETOOL_HOME")
    if named:
        return Path(named).expanduser().absolute()
    import platformdirs

    return platformdirs.user_data_path("newslint") / "languagetool"


def find() -> Installation | None:
    """The installation to use: ours, else what language-tool-python has downloaded; None where there is neither.

    Names and sizes of the files are checked, which is quick; `verify` reads them. Raises EngineUnavailable for an
    installation of ours that is damaged: using another one, or none, would hide that.
    """
    folder = home() / FOLDER
    if not folder.is_dir():
        return _find_theirs()
    problems = _differences(folder, deep=False)
    if problems:
        raise EngineUnavailable(f"LanguageTool in {folder} is damaged: {problems[0]}. Run: {REPAIR}")
    return _ours(folder)


def verify(installation: Installation) -> list[str]:
    """What is wrong with an installation's files, read from the first byte to the last; empty if nothing.

    Of language-tool-python's own download no checksums are known: there, only the jar's structure is checked.
    """
    if installation.origin == OURS:
        return _differences(installation.folder, deep=True)
    problems = []
    for jar in [installation.jar, *sorted(installation.folder.glob("libs/*.jar"))]:
        try:
            with zipfile.ZipFile(jar) as archive:
                broken = archive.testzip()
        except (OSError, zipfile.BadZipFile) as error:
            problems.append(f"{jar.relative_to(installation.folder)}: {error}")
        else:
            if broken:
                problems.append(f"{jar.relative_to(installation.folder)}: {broken} is damaged")
    return problems


def digest(installation: Installation) -> str:
    """A digest of what answers depend on: the checksums of our files; of others' the jars' names, sizes and times."""
    if installation.origin == OURS:
        files = _record(installation.folder)["files"]
        parts = [f"{name} {entry['sha256']}" for name, entry in sorted(files.items()) if name.endswith(".jar")]
    else:
        jars = [installation.jar, *sorted(installation.folder.glob("libs/*.jar"))]
        parts = [f"{jar.name} {jar.stat().st_size} {jar.stat().st_mtime_ns}" for jar in jars]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]


def size(installation: Installation) -> int:
    """Bytes that an installation takes on the disk."""
    return sum(path.stat().st_size for path in installation.folder.rglob("*") if path.is_file())


def _ours(folder: Path) -> Installation:
    return Installation(VERSION, folder, folder / SERVER_JAR, folder / SETTINGS, OURS)


def _find_theirs() -> Installation | None:
    """The newest version that language-tool-python has downloaded itself; never downloads."""
    if not Path(os.environ.get("LTP_PATH") or Path.home() / ".cache" / "language_tool_python").is_dir():
        return None  # asked itself, it would make that folder
    try:
        from language_tool_python.download_lt import LocalLanguageTool

        local = LocalLanguageTool.get_latest_installed_version()
        if local is None:
            return None
        jar = local.get_jar_path()
    except (ImportError, OSError):  # OSError: its folder cannot be read, or is there without the jar
        return None
    return Installation(str(local.version_name), jar.parent, jar.absolute(), None, THEIRS)


def _record(folder: Path) -> dict[str, Any]:
    """What installed.json says. Raises ValueError or OSError where it says nothing that can be understood."""
    record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    if not isinstance(record, dict) or record.get("schema") != SCHEMA:
        raise ValueError("unknown contents")
    files = record.get("files")
    if not isinstance(files, dict) or not files:
        raise ValueError("no files are listed")
    if not all(isinstance(entry, dict) and {"size", "sha256"} <= entry.keys() for entry in files.values()):
        raise ValueError("sizes or checksums are missing")
    return record


def _differences(folder: Path, *, deep: bool) -> list[str]:
    """What is wrong in our `folder`: by names and sizes of its files, and if `deep` by their contents."""
    try:
        record = _record(folder)
    except (OSError, ValueError) as error:
        return [f"{RECORD} cannot be read ({_said(error)})"]
    if record.get("version") != VERSION:
        return [f"{RECORD} names version {record.get('version')}, not {VERSION}"]
    problems = []
    for name, entry in record["files"].items():
        problem = _difference(folder / name, entry, deep=deep)
        if problem:
            problems.append(f"{name} {problem}")
    if not problems and not _is_same(folder, record.get("folder")):  # its settings name that folder
        problems.append(f"it was set up in {record.get('folder')} and then moved")
    return problems


def _is_same(folder: Path, recorded: object) -> bool:
    try:
        return folder.samefile(str(recorded))
    except OSError:
        return False


def _difference(path: Path, entry: dict[str, Any], *, deep: bool) -> str:
    try:
        found = path.stat().st_size
        if found != entry["size"]:
            return f"has {found} bytes instead of {entry['size']}"
        if deep and _sha256(path) != entry["sha256"]:
            return "has other contents than it had when it was set up (its SHA-256 differs)"
    except OSError as error:
        return f"cannot be read ({_said(error)})"
    return ""


def _said(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@dataclass(frozen=True)
class Source:
    """Where jars come from: a Maven `mirror` in place of the default repository, or a `folder`, without network."""

    mirror: str | None = None
    folder: Path | None = None


def install(source: Source | None = None, *, force: bool = False, say: Callable[[str], None] = print) -> Installation:
    """Set up LanguageTool in `home()`, or repair it; returns at once where it is whole, unless `force`.

    What is there and right is used again: only what is missing is downloaded. `say` is given lines for the user.
    Raises InstallError. Interrupted, it leaves whole jars and `.part` files in `downloads`, never half an installation.
    """
    place = home()
    try:
        place.mkdir(parents=True, exist_ok=True)
        with _alone(place, say):
            return _install(place, source or Source(), force, say)
    except OSError as error:
        raise InstallError(_explain(error, place)) from error


def uninstall() -> Path | None:
    """Remove our own installation with its downloads; returns the folder, or None where nothing was. Raises OSError."""
    place = home()
    ours = [path for path in (place / FOLDER, place / "downloads", *_leftovers(place)) if path.exists()]
    if not ours:
        return None
    with _alone(place, lambda _: None):
        for path in ours:
            shutil.rmtree(path)
    (place / ".lock").unlink(missing_ok=True)
    if not any(place.iterdir()):
        place.rmdir()
    return place


def _install(place: Path, source: Source, force: bool, say: Callable[[str], None]) -> Installation:
    folder = place / FOLDER
    digest = _sha256_of_lock()
    if not force and folder.is_dir() and not _differences(folder, deep=True) and _record(folder)["lock"] == digest:
        say(f"LanguageTool {VERSION} is already in {folder}")
        return _ours(folder)
    for path in _leftovers(place):
        shutil.rmtree(path)
    jars, store = _gather(place, source, say)
    new = place / f".{FOLDER}.new"
    _build(new, folder, jars, digest)
    _put(new, folder)
    installation = _ours(folder)
    problems = verify(installation)
    if problems:
        raise InstallError(f"{folder}: {problems[0]}, just after it was written; is the disk in order?")
    shutil.rmtree(store, ignore_errors=True)
    say(f"LanguageTool {VERSION} ({LICENCE}) is in {folder}: {size(installation) / 1e6:.0f} MB")
    return installation


def _gather(place: Path, source: Source, say: Callable[[str], None]) -> tuple[dict[Path, str], Path]:
    """All jars, checked, with the checksums; and the folder that they are in."""
    try:
        from lint.engines.languagetool import maven
    except ImportError as error:
        raise InstallError(f"the package {error.name} is missing. Run: pip install 'newslint[languagetool]'") from error
    from lint.engines.languagetool.progress import Progress

    store = place / "downloads"
    progress = Progress(say)
    try:
        jars = maven.Jars(LOCK, store, source.mirror, progress.received)
        own = [place / FOLDER / "libs"]
        missing = jars.take([*own, source.folder or maven.local_repository()])
        if missing and source.folder:
            raise InstallError(_incomplete(jars, source.folder, missing))
        if missing:
            say(f"Downloading {len(missing)} of {len(jars.artifacts)} jars")
            with progress.over(len(missing)):
                jars.download(missing, progress.done)
    except maven.DownloadError as error:
        raise InstallError(
            f"{error}. What has arrived is kept: run the same command again, or name a Maven mirror (--mirror URL) "
            "or a folder with the jars (--from FOLDER)"
        ) from error
    return {jars.place(artifact): checksum for artifact, checksum in jars.artifacts.items()}, store


def _incomplete(jars: Jars, folder: Path, missing: list[Artifact]) -> str:
    wrong = jars.wrong_in(folder, missing)
    absent = [artifact.filename for artifact in missing if artifact.filename not in wrong]
    parts = []
    if wrong:
        parts.append(f"{len(wrong)} have other contents than newslint knows: {_some(wrong)}")
    if absent:
        parts.append(f"{len(absent)} are not there: {_some(absent)}")
    return f"{folder}: of {len(jars.artifacts)} jars, {'; '.join(parts)}"


def _some(names: list[str]) -> str:
    return ", ".join(sorted(names)[:3]) + (", …" if len(names) > 3 else "")


def _build(new: Path, final: Path, jars: dict[Path, str], digest: str) -> None:
    """Write the whole installation to `new`, from where it will be moved to `final`."""
    (new / "libs").mkdir(parents=True)
    (new / "stubs").mkdir()
    for jar in jars:
        _link(jar, new / "libs" / jar.name)
    names = sorted(jar.name for jar in jars)
    _write_server_jar(new / SERVER_JAR, names)
    _write_stubs(new)
    (new / SETTINGS).write_text(_settings(final / "stubs" / STUBS[0]), encoding="ascii")
    files = {
        path.relative_to(new).as_posix(): {"size": path.stat().st_size, "sha256": _sha256(path)}
        for path in sorted(new.rglob("*"))
        if path.is_file()
    }
    for jar, checksum in jars.items():
        if files[f"libs/{jar.name}"]["sha256"] != checksum:
            raise InstallError(f"{jar} changed while it was being used; run the same command again")
    record = {"schema": SCHEMA, "version": VERSION, "folder": str(final), "lock": digest, "files": files}
    (new / RECORD).write_text(json.dumps(record, indent=1), encoding="utf-8")


def _link(source: Path, target: Path) -> None:
    try:
        target.hardlink_to(source)
    except OSError:  # the file system knows no such links
        shutil.copyfile(source, target)


def _write_server_jar(path: Path, names: list[str]) -> None:
    """A jar whose class path is the jars in libs/: it is what language-tool-python starts, too."""
    classpath = "Class-Path: " + " ".join(f"libs/{name}" for name in names)
    # The format allows 72 bytes a line, line end included; a blank begins each line that goes on.
    lines = [classpath[:70], *(f" {classpath[at : at + 69]}" for at in range(70, len(classpath), 69))]
    manifest = "\r\n".join(["Manifest-Version: 1.0", *lines, f"Main-Class: {SERVER_CLASS}", "", ""])
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(zipfile.ZipInfo("META-INF/MANIFEST.MF"), manifest)


def _write_stubs(new: Path) -> None:
    dictionary = next((new / "libs").glob("english-pos-dict-*.jar"), None)
    if dictionary is None:
        raise InstallError(f"{LOCK} lists no english-pos-dict")
    with zipfile.ZipFile(dictionary) as archive:
        for name in STUBS:
            member = next(member for member in archive.namelist() if member.endswith(f"/hunspell/{name}"))
            (new / "stubs" / name).write_bytes(archive.read(member))
    (new / "stubs" / "common_words.txt").touch()


def _settings(dictionary: Path) -> str:
    """The server's settings, as a Java properties file."""
    lines = ["# Written by newslint."]
    for code, name in STUBBED.items():
        lines += [f"lang-{code}={name}", f"lang-{code}-dictPath={_property(dictionary.as_posix())}"]
    return "\n".join(lines) + "\n"


def _property(value: str) -> str:
    r"""A value for a Java properties file, which is read as Latin-1 with \uXXXX for UTF-16 units."""
    units = value.replace("\\", "\\\\").encode("utf-16-be")
    codes = [int.from_bytes(units[at : at + 2], "big") for at in range(0, len(units), 2)]
    return "".join(chr(code) if 0x20 <= code < 0x7F else f"\\u{code:04x}" for code in codes)


def _put(new: Path, folder: Path) -> None:
    """Move `new` to its place; what was there gets out of the way first."""
    old = new.with_suffix(".old")
    if folder.exists():
        folder.rename(old)
    try:
        new.rename(folder)
    except OSError:
        if old.exists():
            old.rename(folder)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _leftovers(place: Path) -> list[Path]:
    return [path for path in (place / f".{FOLDER}.new", place / f".{FOLDER}.old") if path.exists()]


def _sha256_of_lock() -> str:
    return hashlib.sha256(LOCK.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def _explain(error: OSError, place: Path) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return (
            f"no space left on the disk of {place}: LanguageTool needs 100 MB. "
            "Free some, or name another folder in NEWSLINT_LANGUAGETOOL_HOME"
        )
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"{place} cannot be written ({_said(error)}); name another folder in NEWSLINT_LANGUAGETOOL_HOME"
    return f"{error.filename or place}: {_said(error)}"


@contextmanager
def _alone(place: Path, say: Callable[[str], None]) -> Iterator[None]:
    """Wait until no other process installs in `place`. The system ends the lock when its holder dies."""
    with (place / ".lock").open("a") as file:
        if not _lock(file, wait=False):
            say(f"Another installation is at work in {place}: waiting for it")
            _lock(file, wait=True)
        yield


if sys.platform == "win32":

    def _lock(file: IO[str], *, wait: bool) -> bool:
        import msvcrt
        import time

        while True:
            try:
                file.seek(0)
                msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
                return True
            except OSError:
                if not wait:
                    return False
                time.sleep(0.5)

else:

    def _lock(file: IO[str], *, wait: bool) -> bool:
        import fcntl

        try:
            fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            return False
        return True
