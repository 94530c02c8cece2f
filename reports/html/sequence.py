"""Sets articles that come one after the other in a row, so that each page can lead to the one before and behind it."""

from __future__ import annotations

from dataclasses import replace

from .article import ArticleView, Neighbour


class Sequence:
    """Holds the last article back until it is known which one follows: no more than one is ever kept."""

    def __init__(self) -> None:
        self._waiting: ArticleView | None = None

    def put(self, view: ArticleView) -> ArticleView | None:
        """Take an article; gives back the one before it, which is now complete."""
        done = self._waiting
        if done is None:
            self._waiting = view
            return None
        self._waiting = replace(view, before=Neighbour(done.slug, done.title))
        return replace(done, after=Neighbour(view.slug, view.title))

    def last(self) -> ArticleView | None:
        """The article that nothing follows."""
        done, self._waiting = self._waiting, None
        return done
