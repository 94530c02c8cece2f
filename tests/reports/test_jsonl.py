"""The JSON Lines report: each line after its schema, the same as the JSON report, there while the run goes on."""

from __future__ import annotations

import io
import json
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
from referencing import Registry, Resource

from lint.registry import find_format
from lint.report import Summary, Target
from tests.reports import formats, samples

REPORTS = Path(__file__).parent.parent.parent / "reports"


@cache
def validator() -> jsonschema.Draft202012Validator:
    schemas = {name: json.loads((REPORTS / name).read_text(encoding="utf-8")) for name in (
        "newslint.schema.json", "newslint-lines.schema.json",
    )}  # fmt: skip
    registry: Registry[Any] = Registry().with_resources(
        (name, Resource.from_contents(schema)) for name, schema in schemas.items()
    )
    jsonschema.Draft202012Validator.check_schema(schemas["newslint-lines.schema.json"])
    return jsonschema.Draft202012Validator(schemas["newslint-lines.schema.json"], registry=registry)


def lines(text: str) -> list[dict[str, Any]]:
    """The lines of a whole report, each valid, in the order that the schema promises."""
    assert text.isascii()
    assert text.endswith("\n")
    found = [json.loads(line) for line in text.splitlines()]
    for item in found:
        validator().validate(item)
    kinds = [item["type"] for item in found]
    assert kinds[0] == "run"
    assert kinds[-1] == "summary"
    inner = kinds[1:-1]
    assert inner == sorted(inner), "articles, then errors"
    assert set(inner) <= {"article", "error"}
    return found


def test_all_is_valid_and_the_same_as_in_json() -> None:
    articles = list(formats.everything(10_000))
    written = formats.write("jsonl", articles, formats.ERRORS)
    whole = json.loads(formats.write("json", articles, formats.ERRORS).text)
    run, *rest, last = lines(written.text)
    assert [i for i in rest if i.pop("type") == "article"] == whole.pop("articles")
    assert [i for i in rest if "message" in i and "path" in i and "words" not in i] == whole.pop("errors")
    assert {**run, **last, "type": None} == {**whole, "type": None}


def test_texts_come_through_to_the_last_code_point() -> None:
    articles = formats.nasty_articles()
    found = [line for line in lines(formats.write("jsonl", articles).text) if line["type"] == "article"]
    for line, article in zip(found, articles, strict=True):
        assert (line["path"], line["id"], line["text"]) == (article.path, article.id, article.text)


def test_each_line_is_there_at_once(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    report = find_format("jsonl")(Target(path, io.StringIO()))
    report.begin(samples.run_info())
    assert json.loads(path.read_text(encoding="ascii"))["type"] == "run"
    report.article(samples.clean())
    assert [json.loads(line)["type"] for line in path.read_text(encoding="ascii").splitlines()] == ["run", "article"]
    report.end(Summary())
    lines(path.read_text(encoding="ascii"))


def test_a_wrong_line_is_found() -> None:
    for line in (
        {"type": "article", "path": "a"}, {"type": "run", "schema": 2}, {"type": "nothing"}, {"type": "error"}, {},
    ):  # fmt: skip
        assert list(validator().iter_errors(line)), line
