"""Asks git what has changed. Nothing is written, not even git's own index; settings of the user change no answer."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lint.patch import Lines, read_patch

_LONGEST = 600
"""Seconds that git may take: it waits for nobody, but a file system may hang."""

_DIFF = (
    "diff", "--find-renames", "--no-ext-diff", "--no-textconv", "--no-color", "--no-relative",
    "--ignore-submodules=all", "--ita-visible-in-index", "--inter-hunk-context=0",
)  # fmt: skip

_OVERRIDING = {"GIT_EXTERNAL_DIFF", "GIT_DIFF_OPTS"}

_OLD, _NEW = "old://", "new://"
"""What names in a patch begin with: no path of git holds two slashes, so a header can only be read in one way."""


class GitError(Exception):
    """Git cannot say what has changed; the message says why and what to do."""


def _git(folder: Path, *arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run git in a folder. Raises GitError where that is not possible."""
    environment = {name: value for name, value in os.environ.items() if name not in _OVERRIDING}
    environment |= {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
    try:
        return subprocess.run(
            ["git", *arguments], cwd=folder, input=stdin, capture_output=True, env=environment, timeout=_LONGEST,
            check=False,
        )  # fmt: skip
    except FileNotFoundError:
        raise GitError("git is not installed: it has to say what has changed") from None
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        raise GitError(f"git cannot be asked what has changed: {error}") from None


def _answer(folder: Path, *arguments: str, stdin: bytes = b"") -> bytes:
    """What git prints. Raises GitError with what it says where it fails."""
    result = _git(folder, *arguments, stdin=stdin)
    if result.returncode:
        said = result.stderr.decode("utf-8", "backslashreplace").strip() or f"it ended with {result.returncode}"
        raise GitError(f"git cannot say what has changed: {said}")
    return result.stdout


def _names(answer: bytes) -> list[str]:
    return [os.fsdecode(name) for name in answer.split(b"\0") if name]


def toplevel(folder: Path) -> Path | None:
    """The root of the work tree that holds a folder; None where there is none, or no git."""
    try:
        return _toplevel(folder)
    except GitError:
        return None


def _toplevel(folder: Path) -> Path:
    result = _git(folder, "rev-parse", "--show-toplevel")
    if result.returncode:
        said = result.stderr.decode("utf-8", "backslashreplace").strip()
        raise GitError(f"what has changed can only be known in a git repository: {said}")
    return Path(os.fsdecode(result.stdout.removesuffix(b"\n")))


@dataclass(frozen=True, slots=True)
class Changes:
    """What has changed in a work tree, and what is known to git at all. Paths are seen from `root`."""

    root: Path
    base: str
    tracked: frozenset[str]
    changed: frozenset[str]

    def lines(self) -> dict[str, Lines]:
        """The changed lines of each changed file that git has compared line by line. Raises GitError or PatchError."""
        prefixes = (f"--src-prefix={_OLD}", f"--dst-prefix={_NEW}")
        patch = _answer(self.root, *_DIFF, "--unified=0", *prefixes, self.base, "--")
        filtered = self._filtered()
        files = read_patch(patch, strip=lambda name: name.removeprefix(_NEW))
        return {file.path: file.lines for file in files if file.path not in filtered and file.lines is not None}

    def _filtered(self) -> set[str]:
        """The changed files that git stores otherwise than they stand here (as LFS does): their lines are not ours."""
        stdin = b"".join(os.fsencode(name) + b"\0" for name in sorted(self.changed))
        fields = _names(_answer(self.root, "check-attr", "-z", "--stdin", "filter", stdin=stdin))
        values = zip(fields[::3], fields[2::3], strict=True)
        return {name for name, value in values if value not in ("unspecified", "unset")}


def changes_since(ref: str, folder: Path) -> Changes:
    """What has changed in the work tree that holds `folder` since it parted from `ref`.

    Files that are not committed, staged or even added count as changed; a file that was merely renamed does not.
    Raises GitError.
    """
    root = _toplevel(folder)
    base = _merge_base(root, ref)
    tracked = frozenset(_names(_answer(root, "ls-files", "-z")))
    raw = _answer(root, *_DIFF, "--raw", "-z", "--no-abbrev", base, "--")
    return Changes(root, base, tracked, frozenset(_changed(raw)))


def _changed(raw: bytes) -> Iterator[str]:
    """The paths in the output of `git diff --raw -z`: what is there now and has other contents than before."""
    fields = iter(_names(raw))
    for field in fields:
        status = field.rpartition(" ")[2]
        path = next(fields)
        if status[0] in "RC":
            path = next(fields)
        if status not in ("D", "R100"):
            yield path


def _merge_base(root: Path, ref: str) -> str:
    if not ref or ref.startswith("-") or "\0" in ref:
        raise GitError(f"{ref!r} is no branch, tag or commit")
    commits = []
    for name in (ref, "HEAD"):
        found = _git(root, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")
        if found.returncode:
            raise GitError(_unknown(root, name))
        commits.append(found.stdout.decode("ascii").strip())
    result = _git(root, "merge-base", *commits)
    if result.returncode:
        said = result.stderr.decode("utf-8", "backslashreplace").strip()
        raise GitError(said or f"HEAD and {ref!r} have no common history{_shallow(root)}")
    return result.stdout.decode("ascii").split()[0]


def _unknown(root: Path, ref: str) -> str:
    if ref == "HEAD":
        return "this repository has no commit yet, so nothing has changed since one"
    return f"{ref!r} is no branch, tag or commit of this repository{_shallow(root) or ': fetch it first'}"


def _shallow(root: Path) -> str:
    """What to do about a clone without history; empty where it is whole."""
    if _git(root, "rev-parse", "--is-shallow-repository").stdout.strip() != b"true":
        return ""
    return (
        ": this clone is shallow, its history is cut off. Run `git fetch --unshallow` (and fetch the branch), or have "
        "the pipeline fetch all of it: fetch-depth: 0 for actions/checkout, GIT_DEPTH: 0 in GitLab"
    )
