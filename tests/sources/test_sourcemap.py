"""Runs, places and edits."""

from __future__ import annotations

from lint.sources.sourcemap import Edit, Run, RunBuilder, SourceMap


def test_the_whole_source() -> None:
    source = SourceMap("a\r\nb\rc\nd")
    assert [source.place(offset) for offset in range(9)] == [
        (1, 1), (1, 2), (1, 3), (2, 1), (2, 2), (3, 1), (3, 2), (4, 1), (4, 2),
    ]  # fmt: skip
    assert source.edit(3, 4, "x") == Edit(3, 4, "x")
    assert source.edit(0, 8, "") == Edit(0, 8, "")


def test_builder_joins_what_stands_together() -> None:
    builder = RunBuilder()
    builder.literal(2, 3)
    builder.literal(5, 2)
    builder.literal(9, 1)
    builder.literal(11, 0)
    assert builder.runs == [Run(0, 2, 5), Run(5, 9, 1)]
    assert builder.length == 6


def test_a_substitute_is_replaced_whole_or_not_at_all() -> None:
    builder = RunBuilder()
    builder.literal(0, 1)
    builder.substitute(1, 7, 2)
    builder.literal(7, 1)
    source = SourceMap("a&xxxx;b", builder.runs)
    assert [source.position(offset) for offset in (0, 1, 3, 4)] == [0, 1, 7, 8]
    assert source.end_position(3) == 7
    assert source.edit(1, 3, "y") == Edit(1, 7, "y")
    assert source.edit(1, 2, "y") is None
    assert source.edit(2, 3, "y") is None
    assert source.edit(0, 3, "y") is None


def test_a_solid_map_is_edited_over_escapes() -> None:
    builder = RunBuilder()
    builder.literal(0, 1)
    builder.substitute(1, 3, 1)
    builder.substitute(3, 5, 1)
    builder.literal(5, 1)
    source = SourceMap(r"a\n\nb", builder.runs, solid=True, offset=100)
    assert source.edit(0, 4, "x") == Edit(100, 106, "x")
    assert source.edit(1, 2, "x") == Edit(101, 103, "x")
    assert source.edit(2, 3, "x") == Edit(103, 105, "x")
    assert source.edit(2, 4, "x") == Edit(103, 106, "x")


def test_runs_are_asked_for_once_and_only_when_needed() -> None:
    calls = []

    def runs() -> list[Run]:
        calls.append(1)
        return [Run(0, 1, 2)]

    source = SourceMap("xabx", runs)
    assert not calls
    assert source.position(1) == 2
    assert source.end_position(2) == 3
    assert source.place(0) == (1, 2)
    assert len(calls) == 1


def test_an_empty_map_has_no_edits() -> None:
    assert SourceMap("abc", []).edit(0, 1, "x") is None
    assert SourceMap("abc", []).place(0) == (1, 1)
