"""Universal Dependencies trees on our tokens."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from lint.language.training.model.trees import NO_HEAD, ROOT, read

ROWS = """\
# newdoc id = first
# text = Ann's dog didn't bark at peace-loving cats.
1\tAnn\tAnn\tPROPN\tNNP\tNumber=Sing\t3\tnmod:poss\t_\tSpaceAfter=No
2\t's\t's\tPART\tPOS\t_\t1\tcase\t_\t_
3\tdog\tdog\tNOUN\tNN\tNumber=Sing\t6\tnsubj\t_\t_
4-5\tdidn't\t_\t_\t_\t_\t_\t_\t_\t_
4\tdid\tdo\tAUX\tVBD\tMood=Ind|Number=Sing|Person=3|VerbForm=Fin\t6\taux\t_\t_
5\tn't\tnot\tPART\tRB\t_\t6\tadvmod\t_\t_
6\tbark\tbark\tVERB\tVB\tVerbForm=Inf\t0\troot\t_\t_
6.1\tghost\t_\t_\t_\t_\t_\t_\t_\t_
7\tat\tat\tADP\tIN\t_\t11\tcase\t_\t_
8\tpeace\tpeace\tNOUN\tNN\tNumber=Sing\t10\tobj\t_\tSpaceAfter=No
9\t-\t-\tPUNCT\tHYPH\t_\t10\tpunct\t_\tSpaceAfter=No
10\tloving\tlove\tVERB\tVBG\tVerbForm=Part\t11\tamod\t_\t_
11\tcats\tcat\tNOUN\tNNS\tNumber=Plur\t6\tobl\t_\tSpaceAfter=No
12\t.\t.\tPUNCT\t.\t_\t6\tpunct\t_\t_

# text = He's not in the text.
1\tSomething\tx\tPRON\tNN\t_\t0\troot\t_\t_

# text = He's here
1\tHe\the\tPRON\tPRP\tNumber=Sing|Person=3\t3\tnsubj\t_\tSpaceAfter=No
2\t's\tbe\tAUX\tVBZ\tNumber=Sing|Person=3|VerbForm=Fin\t3\tcop\t_\t_
3\there\there\tADV\tRB\t_\t0\troot\t_\t_
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "x.conllu"
    path.write_text(ROWS, "utf-8")
    return path


def test_tokens_and_heads(file: Path) -> None:
    tree, _ = read(file)
    found = {token.text: syntax for token, syntax in zip(tree.tokens, tree.syntax, strict=True)}
    assert list(found) == ["Ann's", "dog", "didn't", "bark", "at", "peace-loving", "cats", "."]
    assert [syntax.head for syntax in tree.syntax] == [1, 3, 3, ROOT, 6, 6, 3, 3]
    assert found["Ann's"].penn == "NNP+POS"
    assert found["Ann's"].relation == "nmod"
    assert (found["didn't"].upos, found["didn't"].verb_form, found["didn't"].number) == ("AUX", "Fin", "Sing")
    assert found["peace-loving"].penn == "VBG"
    assert (found["peace-loving"].upos, found["peace-loving"].relation) == ("VERB", "amod")
    assert (tree.document, tree.paragraph) == ("first", True)


def test_finite_verb_inside_a_token(file: Path) -> None:
    *_, tree = read(file)
    assert tree.tokens[0].text == "He's"
    assert (tree.syntax[0].upos, tree.syntax[0].verb_form, tree.syntax[0].head) == ("PRON", "Fin", 1)
    assert tree.document == "first"


def test_compressed(file: Path, tmp_path: Path) -> None:
    packed = tmp_path / "x.conllu.gz"
    packed.write_bytes(gzip.compress(ROWS.encode()))
    assert list(read(packed)) == list(read(file))


def test_one_word_that_is_several_tokens(tmp_path: Path) -> None:
    path = tmp_path / "y.conllu"
    path.write_text(
        "# text = :-) yes\n1\t:-)\t:-)\tSYM\tNFP\t_\t0\troot\t_\t_\n2\tyes\tyes\tINTJ\tUH\t_\t1\tdiscourse\t_\t_\n",
        "utf-8",
    )
    (tree,) = read(path)
    assert tree.syntax[0].upos == "SYM"
    assert [syntax.head for syntax in tree.syntax[1:-1]] == [NO_HEAD] * (len(tree.tokens) - 2)
    assert tree.syntax[-1].head == 0


def test_bad_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "z.conllu"
    path.write_text("# text = x\n1\tx\tx\n", "utf-8")
    with pytest.raises(ValueError, match=r"z\.conllu, line 1: 3 columns"):
        list(read(path))
