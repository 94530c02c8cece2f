"""The worst input known for each rule of the family residue: a text of about n characters."""

from __future__ import annotations

from collections.abc import Callable

Make = Callable[[int], str]


def again(*pieces: str) -> list[Make]:
    """Texts that repeat one of `pieces`."""
    return [lambda n, piece=piece: piece * max(1, n // len(piece)) for piece in pieces]  # type: ignore[misc]


WORST: dict[str, Make | list[Make]] = {
    "RE001": again("Ã", "Ã¢â‚¬â„¢", "cafÃ© ", "want.â€ ", "ÐÑ°", "nâ", "aÂ", "鈥", "вЂ", "Г", "茅", "√©", "├", "РњР"),
    "RE002": again("�", "a?", "ab?cd ", "x ?? y ", "锟斤拷", "don?t "),
    "RE003": again("&amp;", "&", "&#", "&a", "&amp;#8217;"),
    "RE004": again(
        "<p ", "<", "**", "**a", "[", "[a", "[[a", "[ab =", "](http:", "\\a", "'''", "==", "# ", 'src="',
        "<p x ",
    ),
    "RE005": again("{{", "{%", "[NAME ", "XX", "XXXX ", "TK ", "%s ", "<AB", "${", "[insert a"),
    "RE006": again("__A", "⟦", "{1", "▁", "@@ ", " ##a", "-lrb- ", " ￭ ", "<|a", "@-@", "＿_Latn", "｟"),
    "RE007": again("中", "中 ", "б ", "(中", "中)", "a б", "“中", "called 中 ", "ا،"),
    "RE008": again("，", "　", "a，b", "５", "（", "《a", "a·B"),
    "RE009": again("de la ", "áreas ", "en de ", "área", "el gobierno según ", "plafond. ", "en "),
    "RE010": again("aб", "aс", "а ", "𝗕", "с", "aс "),
    "RE011": again("\u200b", "a\u200b", "\u202e", "\u200f", "\u200b\u200c", "\u202ba", "\U000e0041"),
    "RE012": again(
        "as an AI ", "I cannot assist ", "I'm sorry, but I ", "here is ", "Sure! ", "Sure! here is a ", "【4†",
        "[cite: 1,",
        "Translation: \n\n", "please provide the ", "my knowledge ", "let me know if you ",
    ),
    "RE013": again("the ", "a b ", "a b c d e f ", "no, ", "the. ", "la ", "1 "),
    "RE014": again("advertisement\n\n", "click here ", "read more: ", "subscribe to our ", "we use cookies ", "- "),
    "RE015": again("\\", "\\u2019", "\\n", "%20", "a%20", "=E2", "\\x", "u201d", '\\"', "\\u{", "a/", "\\200"),
    "RE016": again(
        "http", "https :", "www. a", "www. a.", "@ ", "a @ a.", ". com", "a. com ", "http://http://",
        "@ a. a. a. a. ",
    ),
    "RE018": again("ﬁ", "aﬁ", "ﬁ "),
}  # fmt: skip
