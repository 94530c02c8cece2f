"""Checks that our split into word pieces is that of the package `tokenizers`.

    python -m lint.language.training.model.check_pieces MINILM_DIR CORPUS_DIR

Needs `tokenizers`. Prints every word of the corpus that is split otherwise; exit 1 if there is one.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from tokenizers import Tokenizer

from lint.language.model.pieces import MOST, Vocabulary, count_words
from lint.language.tokens import tokenize
from lint.language.training.model.corpora import paragraphs


def main() -> int:
    """Compare; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("minilm", type=Path)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--every", type=int, default=1, help="only every Nth paragraph")
    options = parser.parse_args()
    theirs = Tokenizer.from_file(str(options.minilm / "tokenizer.json"))
    theirs.no_padding()
    theirs.no_truncation()
    ours = Vocabulary.read(options.minilm / "vocab.txt")
    texts = (" ".join(p.sentences) for i, p in enumerate(paragraphs(options.corpus)) if i % options.every == 0)
    words = count_words((token.text for token in tokenize(text)) for text in texts)
    wrong = 0
    for word in words:
        expected = theirs.encode(word, add_special_tokens=False).ids[:MOST] or [ours.unknown]
        if list(ours.split(word)) != expected:
            wrong += 1
            print(f"{word!r}: {[ours.pieces[i] for i in ours.split(word)]} for {[ours.pieces[i] for i in expected]}")
    print(f"{len(words)} different words, {wrong} split otherwise")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
