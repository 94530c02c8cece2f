"""Plots as inline SVG, worked out here and drawn by the templates in templates/plots: no script, no library.

Each comes with what it says in words and with its figures in a table. Shapes tell the severities apart, not colour
alone. Lengths are shares of the plot's own box, so that it fills whatever width it is given; all words stand outside
of the SVG, in the page's own type.
"""

from __future__ import annotations

from dataclasses import dataclass

from lint.report import ArticleResult

from .along import Along, along
from .lengths import Lengths, lengths


@dataclass(frozen=True, slots=True)
class ArticlePlots:
    """What the page of an article shows as pictures; None where there is nothing to show."""

    along: Along | None
    lengths: Lengths | None


def article_plots(result: ArticleResult) -> ArticlePlots:
    """The plots of one article, for `plots_of` in templates/plots/article.html."""
    return ArticlePlots(along(result), lengths(result))
