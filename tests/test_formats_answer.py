"""Answers in JSON."""

import pytest
from page_support import read_acts

from lexgap.crawlers.formats.answer import parse_json, text_at
from lexgap.crawlers.page import Page, PageChanged


class Answer(Page):
    def acts(self) -> None:  # type: ignore[override]
        answer = parse_json(self, "utf-8-sig", "cp1252")
        raise LookupError(text_at(self, answer, "title", "the answer"))


@pytest.mark.parametrize(
    "body", ['{"title": "ni\u00f1o"}'.encode("cp1252"), '\ufeff{"title": "ni\u00f1o"}'.encode()]
)
def test_the_first_encoding_that_fits(body: bytes) -> None:
    with pytest.raises(LookupError, match="ni\u00f1o"):
        read_acts(Answer, body)


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (b"", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b"<html>Request Rejected</html>", "not JSON"),
        (b"null", "no JSON object"),
        (b'["title"]', "no JSON object"),
        (b'{"title": null}', "no text title in the answer"),
        (b"{}", "no text title in the answer"),
        (b'{"title": "\x81"}', "bytes are not utf-8-sig or cp1252"),
    ],
)
def test_anything_else_is_a_changed_page(body: bytes, what: str) -> None:
    with pytest.raises(PageChanged, match=what):
        read_acts(Answer, body)
