"""The HTML report: a folder of pages, or one self-contained file where the path ends in .html."""

from __future__ import annotations

from lint.report import Report, Target


def make(target: Target) -> Report:
    """The report for a target: `report.html` is one file, any other path a folder.

    Raises OSError where the path is missing, or holds something that is not an earlier report of ours.
    """
    from .folder import FolderReport  # Jinja is loaded only by those who want this report
    from .single import SingleReport

    path = target.path
    if path is None:
        raise OSError("the HTML report needs a place: --output html=FOLDER or --output html=FILE.html")
    if path.suffix.lower() in (".html", ".htm") and not path.is_dir():
        return SingleReport(path)
    return FolderReport(path)
