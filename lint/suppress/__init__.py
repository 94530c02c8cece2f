"""Suppressions: what an author or an editor has decided to leave as it is, written where the text lives.

`comments` reads comments in Markdown, `frontmatter` the head of a Markdown file, `sidecar` the file beside an article
whose format has no comments. `apply` leaves the findings out, `remove` takes away what hides nothing any more.
"""
