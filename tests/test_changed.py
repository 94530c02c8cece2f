"""What has changed: real repositories, real diffs, file names of every kind. What is not surely old counts as new."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from lint.cli import main
from lint.patch import Lines, PatchError, git_name, read_patch

CLEAN = "The council met on Monday and voted to keep the old bridge open for another year.\n"
DAMAGED = "The council met in the. spring of last year, and it voted to keep the old bridge open.\n"
OTHER = "The bank said. that profits would rise again in the second half of the current year.\n"


def git(*arguments: str, cwd: Path, stdin: str | None = None) -> str:
    who = ("-c", "user.name=Ann", "-c", "user.email=ann@example.org", "-c", "commit.gpgSign=false")
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    result = subprocess.run(
        ["git", *who, *arguments], cwd=cwd, input=stdin, capture_output=True, text=True, check=True, env=environment
    )
    return result.stdout


def commit(folder: Path) -> None:
    git("add", "-A", cwd=folder)
    git("commit", "-qm", "more", "--allow-empty", cwd=folder)


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with two damaged articles in its branch `main`; we are in a branch of our own."""
    folder = tmp_path / "repo"
    (folder / "news").mkdir(parents=True)
    (folder / "news" / "a.txt").write_text(CLEAN + "\n" + DAMAGED, encoding="utf-8")
    (folder / "news" / "b.txt").write_text(CLEAN + "\n" + OTHER, encoding="utf-8")
    git("init", "-q", "-b", "main", cwd=folder)
    commit(folder)
    git("checkout", "-q", "-b", "mine", cwd=folder)
    monkeypatch.chdir(folder)
    return folder


def newslint(*arguments: str, stdin: bytes | None = None) -> Result:
    result = CliRunner().invoke(main, ["check", *arguments], input=stdin)
    assert "Traceback" not in result.output
    return result


def report(*arguments: str, code: int = 1, stdin: bytes | None = None) -> dict[str, Any]:
    result = newslint(*arguments, "--output", "json", stdin=stdin)
    assert result.exit_code == code, result.output
    content: dict[str, Any] = json.loads(result.stdout)
    return content


def articles(*arguments: str, code: int = 1, stdin: bytes | None = None) -> list[str]:
    return [article["path"] for article in report(*arguments, code=code, stdin=stdin)["articles"]]


def places(*arguments: str, code: int = 1, stdin: bytes | None = None) -> list[tuple[str, int]]:
    found = report(*arguments, code=code, stdin=stdin)["articles"]
    return [(article["path"], finding["line"]) for article in found for finding in article["findings"]]


SINCE = ("--changed-since", "main")


# Which articles


def test_where_nothing_has_changed_nothing_is_checked_and_that_is_no_error(repo: Path) -> None:
    result = newslint("news", *SINCE)
    assert result.exit_code == 0
    assert result.stdout == "Nothing was checked. 2 unchanged files not checked.\n"
    summary = report("news", *SINCE, code=0)["summary"]
    assert (summary["articles"], summary["unchanged_files"]) == (0, 2)


def test_where_there_is_nothing_to_check_that_is_an_error_still(repo: Path) -> None:
    (repo / "empty").mkdir()
    assert newslint("empty", *SINCE).exit_code == 2
    assert newslint("gone.txt", *SINCE).exit_code == 2


@pytest.mark.parametrize("stage", ["untracked", "ignored", "added", "staged", "committed", "intended"])
def test_a_new_article_is_checked_however_far_it_has_come(repo: Path, stage: str) -> None:
    (repo / "news" / "c.txt").write_text(DAMAGED, encoding="utf-8")
    if stage == "ignored":
        (repo / ".gitignore").write_text("c.txt\n", encoding="utf-8")
        git("add", ".gitignore", cwd=repo)
    elif stage == "intended":
        git("add", "--intent-to-add", "news/c.txt", cwd=repo)
    elif stage != "untracked":
        git("add", "news/c.txt", cwd=repo)
    if stage == "committed":
        commit(repo)
    assert articles("news", *SINCE) == ["news/c.txt"]
    assert places("news", *SINCE, "--diff-only") == [("news/c.txt", 1)]


@pytest.mark.parametrize("committed", [True, False])
def test_a_changed_article_is_checked_whole(repo: Path, committed: bool) -> None:
    path = repo / "news" / "a.txt"
    path.write_text(path.read_text(encoding="utf-8") + "\n" + OTHER, encoding="utf-8")
    if committed:
        commit(repo)
    assert places("news", *SINCE) == [("news/a.txt", 3), ("news/a.txt", 5)]
    assert places("news", *SINCE, "--diff-only") == [("news/a.txt", 5)]


def test_what_others_have_changed_meanwhile_is_none_of_ours(repo: Path) -> None:
    git("checkout", "-q", "main", cwd=repo)
    (repo / "news" / "b.txt").write_text(OTHER * 2, encoding="utf-8")
    commit(repo)
    git("checkout", "-q", "mine", cwd=repo)
    (repo / "news" / "a.txt").write_text(DAMAGED, encoding="utf-8")
    assert articles("news", *SINCE) == ["news/a.txt"]


def test_a_renamed_article_is_not_new_and_one_that_is_changed_too_is_followed(repo: Path) -> None:
    git("mv", "news/a.txt", "news/z.txt", cwd=repo)
    assert articles("news", *SINCE, code=0) == []
    path = repo / "news" / "z.txt"
    path.write_text(path.read_text(encoding="utf-8") + "\n" + OTHER, encoding="utf-8")
    commit(repo)
    assert articles("news", *SINCE) == ["news/z.txt"]
    assert places("news", *SINCE, "--diff-only") == [("news/z.txt", 5)]


def test_a_deleted_article_is_none(repo: Path) -> None:
    (repo / "news" / "a.txt").unlink()
    assert articles(".", *SINCE, code=0) == []


def test_a_change_of_mode_alone_is_no_new_line(repo: Path) -> None:
    (repo / "news" / "a.txt").chmod(0o755)
    assert places("news", *SINCE, "--diff-only", code=0) == []


def test_from_a_subdirectory_and_by_absolute_paths(repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (repo / "news" / "a.txt").write_text(CLEAN + OTHER, encoding="utf-8")
    monkeypatch.chdir(repo / "news")
    assert articles(".", *SINCE) == ["a.txt"]
    assert articles("../news", *SINCE) == ["../news/a.txt"]
    assert articles(str(repo), *SINCE) == [str(repo / "news" / "a.txt")]
    assert places(".", *SINCE, "--diff-only") == [("a.txt", 2)]


def test_through_links(repo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "way").symlink_to(repo)
    (repo / "linked.txt").symlink_to("news/a.txt")
    monkeypatch.chdir(tmp_path / "way")
    assert articles("linked.txt", *SINCE) == ["linked.txt"], "the link is new"
    commit(repo)
    git("branch", "-f", "main", cwd=repo)
    assert articles("linked.txt", *SINCE, code=0) == []
    (repo / "news" / "a.txt").write_text(DAMAGED, encoding="utf-8")
    assert articles("linked.txt", *SINCE) == ["linked.txt"], "what it leads to has changed"


NAMES = [
    b"a b.txt", b'say "so".txt', b"new\nline.txt", b"tab\there.txt", b"back\\slash.txt", "中\U0001f600.txt".encode(),
    b"caf\xe9.txt", b"-dash.txt", b"x b/y b/z.txt", b"dev/null.txt", b"[brackets].txt", b":colon.txt", b" lead.txt",
    b"a/b/a/b.txt",
]  # fmt: skip


@pytest.mark.parametrize("settings", [[], ["diff.noprefix=true"], ["diff.mnemonicPrefix=true", "core.quotePath=false"]])
def test_file_names_may_hold_anything(repo: Path, settings: list[str]) -> None:
    for setting in settings:
        git("config", *setting.split("="), cwd=repo)
    for name in NAMES:
        path = repo / "odd" / os.fsdecode(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{CLEAN}\n{DAMAGED}\n{CLEAN}", encoding="utf-8")
    commit(repo)
    git("branch", "-f", "main", cwd=repo)
    assert articles("odd", *SINCE, code=0) == []
    for name in NAMES:
        path = repo / "odd" / os.fsdecode(name)
        path.write_text(f"{CLEAN}\n{DAMAGED}\n{CLEAN}\n{OTHER}", encoding="utf-8")
    found = places("odd", *SINCE, "--diff-only")
    assert len({path for path, _ in found}) == len(NAMES)
    assert {line for _, line in found} == {7}


def test_settings_of_the_user_change_no_answer(repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (repo / "news" / "a.txt").write_text(f"{CLEAN}\n{DAMAGED}{OTHER}", encoding="utf-8")
    for setting in (
        "diff.external=false", "color.ui=always", "diff.renames=false", "diff.relative=true", "diff.context=9",
        "diff.interHunkContext=9", "diff.algorithm=histogram", "core.pager=false", "diff.ignoreSubmodules=none",
        "diff.submodule=log", "diff.suppressBlankEmpty=true",
    ):  # fmt: skip
        git("config", *setting.split("="), cwd=repo)
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", "false")
    monkeypatch.setenv("GIT_DIFF_OPTS", "--unified=5")
    assert places("news", *SINCE, "--diff-only") == [("news/a.txt", 4)]


# Which lines


def test_a_finding_counts_where_its_span_touches_a_changed_line(repo: Path) -> None:
    lines = Lines(((3, 4), (9, 9)), (6,))
    assert [n for n in range(12) if lines.touch(n, n)] == [3, 4, 9]
    assert lines.touch(1, 3)
    assert lines.touch(4, 8)
    assert lines.touch(6, 7), "something was taken out between them"
    assert not lines.touch(5, 6)
    assert not lines.touch(7, 8)


def test_what_is_left_out_is_counted(repo: Path) -> None:
    (repo / "news" / "a.txt").write_text(CLEAN + "\n" + DAMAGED + "\n" + OTHER, encoding="utf-8")
    result = newslint("news", *SINCE, "--diff-only")
    assert result.stdout.endswith(
        "1 finding in 1 article: 1 major. 1 finding on unchanged lines left out. 1 unchanged file not checked.\n"
    )
    assert report("news", *SINCE, "--diff-only")["summary"]["on_unchanged_lines"] == 1


def whole(repo: Path, before: bytes, after: bytes) -> list[tuple[str, int]]:
    path = repo / "news" / "w.txt"
    path.write_bytes(before)
    commit(repo)
    git("branch", "-f", "main", cwd=repo)
    path.write_bytes(after)
    return places("news/w.txt", *SINCE, "--diff-only")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8"])
def test_where_lines_are_counted_otherwise_all_of_the_file_is_new(repo: Path, encoding: str) -> None:
    """Git counts no lines of UTF-16, and a carriage return alone ends a line for newslint only."""
    end = "\n" if encoding == "utf-16" else "\r"
    before = end.join([DAMAGED.strip(), CLEAN.strip(), ""])
    assert len(whole(repo, before.encode(encoding), (before + OTHER).encode(encoding))) == 2


def test_windows_line_ends_are_counted_alike(repo: Path) -> None:
    before = f"{DAMAGED}\n{CLEAN}".replace("\n", "\r\n")
    assert whole(repo, before.encode(), (before + f"\n{OTHER}").encode()) == [("news/w.txt", 5)]


def test_where_git_stores_something_else_all_of_the_file_is_new(repo: Path) -> None:
    """LFS keeps a pointer of three lines in the place of the article."""
    git("config", "filter.pointer.clean", "sha256sum", cwd=repo)
    git("config", "filter.pointer.smudge", "cat", cwd=repo)
    (repo / ".gitattributes").write_text("w.txt filter=pointer\n", encoding="utf-8")
    text = f"{CLEAN}\n{DAMAGED}\n"
    assert whole(repo, text.encode(), (text + OTHER).encode()) == [("news/w.txt", 3), ("news/w.txt", 5)]


def test_an_unmerged_file_is_checked(repo: Path) -> None:
    (repo / "news" / "a.txt").write_text(DAMAGED, encoding="utf-8")
    commit(repo)
    git("checkout", "-q", "main", cwd=repo)
    (repo / "news" / "a.txt").write_text(OTHER, encoding="utf-8")
    commit(repo)
    git("checkout", "-q", "mine", cwd=repo)
    with pytest.raises(subprocess.CalledProcessError):
        git("merge", "main", cwd=repo)
    assert articles("news", *SINCE) == ["news/a.txt"]
    assert places("news", *SINCE, "--diff-only")


def test_json_lines_are_told_apart(repo: Path) -> None:
    rows = [json.dumps({"id": n, "text": DAMAGED}) for n in range(5)]
    path = repo / "feed.jsonl"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    commit(repo)
    git("branch", "-f", "main", cwd=repo)
    rows[3] = json.dumps({"id": 3, "text": OTHER})
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    assert places(".", *SINCE, "--diff-only") == [("feed.jsonl", 4)]


FIXABLE = "It grew by 5 percents in a year, the bank said.\n"


def test_fixes_touch_changed_lines_only(repo: Path) -> None:
    path = repo / "news" / "a.txt"
    path.write_text(f"{FIXABLE}\n{CLEAN}", encoding="utf-8")
    commit(repo)
    git("branch", "-f", "main", cwd=repo)
    path.write_text(f"{FIXABLE}\n{FIXABLE}\n{CLEAN}", encoding="utf-8")
    newslint("news", *SINCE, "--diff-only", "--fix")
    fixed = FIXABLE.replace("percents", "percent")
    assert sorted(path.read_text(encoding="utf-8").split("\n\n")[:2]) == sorted([FIXABLE.strip(), fixed.strip()])


def test_a_history_is_not_overwritten_by_a_part(repo: Path) -> None:
    (repo / "newslint.toml").write_text('history = "history.json"\n', encoding="utf-8")
    newslint("news")
    before = (repo / "history.json").read_bytes()
    (repo / "news" / "a.txt").write_text(OTHER, encoding="utf-8")
    newslint("news", *SINCE)
    assert (repo / "history.json").read_bytes() == before
    assert newslint("news", *SINCE, "--history", "h.json").exit_code == 2


# What cannot be known


def fails(*arguments: str, said: str, stdin: bytes | None = None) -> None:
    result = newslint(*arguments, stdin=stdin)
    assert result.exit_code == 2, result.output
    assert said in result.stderr
    assert newslint(*arguments, "--exit-zero", stdin=stdin).exit_code == 2


@pytest.mark.parametrize(
    "ref", ["nowhere", "", "-", "--output=pwned", "-n1", "main..mine", "main:news/a.txt", "\udcff"]
)
def test_a_bad_ref_is_an_error(repo: Path, ref: str) -> None:
    fails("news", "--changed-since", ref, said="is no branch, tag or commit")
    assert sorted(p.name for p in repo.iterdir()) == [".git", "news"]


@pytest.mark.parametrize("ref", ["main", "HEAD", "main~0", "HEAD@{0}", "refs/heads/main", "v1"])
def test_good_refs(repo: Path, ref: str) -> None:
    git("tag", "-a", "v1", "-m", "one", cwd=repo)
    (repo / "news" / "a.txt").write_text(OTHER, encoding="utf-8")
    assert articles("news", "--changed-since", ref) == ["news/a.txt"]


def test_outside_of_a_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    (tmp_path / "a.txt").write_text(CLEAN, encoding="utf-8")
    fails("a.txt", *SINCE, said="can only be known in a git repository")


def test_articles_of_another_place(repo: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(CLEAN, encoding="utf-8")
    fails(str(tmp_path / "a.txt"), *SINCE, said="lies outside the git repository")


def test_a_repository_without_a_commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git("init", "-q", "-b", "main", cwd=tmp_path)
    (tmp_path / "a.txt").write_text(CLEAN, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    fails("a.txt", "--changed-since", "HEAD", said="has no commit yet")


def test_unrelated_histories(repo: Path) -> None:
    git("checkout", "-q", "--orphan", "other", cwd=repo)
    (repo / "new.txt").write_text(CLEAN, encoding="utf-8")
    commit(repo)
    fails("news", *SINCE, said="no common history")


def test_a_shallow_clone_says_what_to_do(repo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (repo / "news" / "a.txt").write_text(OTHER, encoding="utf-8")
    commit(repo)
    git("checkout", "-q", "main", cwd=repo)
    commit(repo)
    shallow = tmp_path / "shallow"
    git("clone", "-q", "--depth", "1", "--no-single-branch", f"file://{repo}", str(shallow), cwd=tmp_path)
    monkeypatch.chdir(shallow)
    fails("news", "--changed-since", "origin/mine", said="git fetch --unshallow")
    fails("news", "--changed-since", "v0", said="git fetch --unshallow")
    git("fetch", "-q", "--unshallow", cwd=shallow)
    assert newslint("news", "--changed-since", "origin/mine").exit_code == 0


def test_without_git(repo: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    fails("news", *SINCE, said="git is not installed")


def test_options_that_do_not_fit(repo: Path) -> None:
    fails("news", "--diff-only", said="--diff-only goes with --changed-since")
    fails("news", *SINCE, "--diff-from", "x", said="exclude each other")
    fails("-", *SINCE, said="standard input")
    fails("news", "--diff-from", "-", "--fix", said="--fix would change")


# From a diff


@pytest.fixture
def changed(repo: Path) -> Path:
    """The repository with a damaged sentence added to an article with a damaged one."""
    path = repo / "news" / "a.txt"
    path.write_text(path.read_text(encoding="utf-8") + "\n" + OTHER, encoding="utf-8")
    return repo


@pytest.mark.parametrize(
    "options", [[], ["-U0"], ["-U10"], ["--no-prefix"], ["--no-index", "x"], ["--stat", "-p"], ["-M"]]
)
def test_a_diff_says_which_lines_are_new(changed: Path, options: list[str]) -> None:
    if "--no-index" in options:
        old = changed.parent / "old.txt"
        old.write_text(git("show", "main:news/a.txt", cwd=changed), encoding="utf-8")
        patch = subprocess.run(["diff", "-u", old, "news/a.txt"], cwd=changed, capture_output=True, check=False).stdout
    else:
        patch = git("diff", *options, "main", cwd=changed).encode()
    assert places("news", "--diff-from", "-", stdin=patch) == [("news/a.txt", 5)]
    (changed / "p.diff").write_bytes(patch)
    assert places("news", "--diff-from", "p.diff") == [("news/a.txt", 5)]


def test_a_mail_of_git_is_a_diff_too(changed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(changed)
    mail = git("format-patch", "--stdout", "main", cwd=changed).encode()
    monkeypatch.chdir(changed / "news")
    assert places(".", "--diff-from", "-", stdin=mail) == [("a.txt", 5)]


def test_file_names_in_a_diff(repo: Path) -> None:
    names = [name for name in NAMES if name != b"x b/y b/z.txt"]
    for name in names:
        path = repo / "odd" / os.fsdecode(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(DAMAGED, encoding="utf-8")
    git("add", "-A", cwd=repo)
    for setting in ("true", "false"):
        command = ["git", "-c", f"core.quotePath={setting}", "diff", "--cached"]
        patch = subprocess.run(command, cwd=repo, capture_output=True, check=True).stdout
        assert len({path for path, _ in places(".", "--diff-from", "-", stdin=patch)}) == len(names)


def test_a_renamed_deleted_or_binary_file_in_a_diff(repo: Path) -> None:
    (repo / "news" / "b.bin").write_bytes(b"\0\1")
    wide = repo / "news" / "wide.txt"
    wide.write_bytes(DAMAGED.encode("utf-16"))
    git("add", "-A", cwd=repo)
    git("mv", "news/a.txt", "news/z.txt", cwd=repo)
    git("rm", "-q", "news/b.txt", cwd=repo)
    patch = git("diff", "--cached", "-M", "main", cwd=repo)
    assert places("news", "--diff-from", "-", stdin=patch.encode()) == [("news/wide.txt", 1)]


def test_a_diff_that_does_not_fit_the_files(changed: Path) -> None:
    patch = git("diff", "main", cwd=changed).encode()
    path = changed / "news" / "a.txt"
    path.write_text(
        "A new first line came to stand here afterwards.\n" + path.read_text(encoding="utf-8"), encoding="utf-8"
    )
    fails("news", "--diff-from", "-", stdin=patch, said="does not fit news/a.txt")
    path.unlink()
    fails("news", "--diff-from", "-", stdin=patch, said="which is not there")


def broken(patch: str) -> dict[str, tuple[bytes, str]]:
    return {
        "empty": (b"", "is empty"),
        "blank": (b"\n \n", "is empty"),
        "no diff": (b"fatal: bad revision\n", "is no unified diff"),
        "cut": (patch[: patch.index("+The bank")].encode(), "is no unified diff"),
        "hunk alone": (patch[patch.index("@@") :].encode(), "is no unified diff"),
        "merge": (patch.replace("@@ -", "@@@ -").encode(), "diff of a merge"),
        "twice": ((patch + patch).encode(), "twice"),
        "binary": (bytes(range(256)), "is no unified diff"),
        "huge": (patch.replace("@@ -1", "@@ -" + "9" * 5000).encode(), "is no unified diff"),
        "nul": (patch.replace("b/news/a.txt", '"b/news/\\000a.txt"').encode(), "is not there"),
    }


@pytest.mark.parametrize("kind", list(broken("@@ -1 +The bank")))
def test_a_broken_diff_is_an_error(changed: Path, kind: str) -> None:
    data, said = broken(git("diff", "main", cwd=changed))[kind]
    (changed / "p.diff").write_bytes(data)
    fails("news", "--diff-from", "p.diff", said=said)


def test_an_empty_diff_can_be_allowed(repo: Path) -> None:
    assert newslint("news", "--diff-from", "-", "--allow-empty", stdin=b"").exit_code == 0
    fails("news", "--diff-from", "gone.diff", said="gone.diff: no such file")


@given(st.binary(max_size=300) | st.text('@-+ ab/,0129\n\t"\\', max_size=300).map(str.encode))
def test_whatever_stands_in_a_diff_it_is_read_or_refused(data: bytes) -> None:
    try:
        for patched in read_patch(data, git_name, content=True):
            assert patched.lines is None or not patched.lines.touch(-1, -1)
    except PatchError:
        pass


def test_a_run_without_changes_in_mind_loads_nothing_of_it(repo: Path) -> None:
    code = (
        "import sys, lint.cli\ntry: lint.cli.main(['check', 'news'])\nexcept SystemExit: pass\n"
        "print([m for m in ('unidiff', 'lint.git', 'lint.changed', 'lint.baseline') if m in sys.modules])"
    )
    output = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert output.splitlines()[-1] == "[]"
