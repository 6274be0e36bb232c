"""A statute may say anything: script, SVG, control characters, template syntax. Pages show it as text."""

import datetime as dt
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from example import DAY, act, finding, provision
from lxml import html
from site_support import Site

from lexgap.analysis.build import build
from lexgap.analysis.site.bidi import CONTROLS, closed, closing
from lexgap.analysis.site.render import address
from lexgap.schema.load import checklist
from lexgap.schema.models import Act, Answer
from lexgap.schema.store import Folder, dump, write_act, write_lines

EVIL = (
    '<script>alert(1)</script><svg onload="alert(2)"><a href="javascript:alert(3)">x</a></svg>'
    "{{ 7 * 191 }}{% raw %}${7*191} \u202eevil <img src=x onerror=alert(4)> ]]> &lt;b&gt; "
    "'; DROP TABLE acts; -- \"><h1>no</h1></blockquote></article></main>"
)


def evil_act(day: dt.date, more: str) -> Act:
    head = act("XA", "evil", "en", as_at=day, title=EVIL, citation=EVIL, publisher=EVIL, via=EVIL,
               url="javascript:alert(5)//" + EVIL, source="import")  # fmt: skip
    taken: set[str] = set()
    name = str(head["id"])
    top = provision(name, "1", EVIL + more, taken, heading=EVIL, path=(EVIL, EVIL))
    inside = {"parent": top.id, "level": "paragraph", "number": EVIL}
    part = provision(name, "1(a) " + EVIL[:60], f"whoever keeps {EVIL} keeps it", taken)
    part = part.model_copy(update=inside)
    return Act.model_validate({**head, "provisions": (top, part)})


@pytest.fixture(scope="module")
def evil(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, list[str]]]:
    folder = Folder(tmp_path_factory.mktemp("evil") / "data")
    acts = [evil_act(dt.date(2020, 1, 1), ""), evil_act(dt.date(2024, 1, 1), " more")]
    items = [item.id for item in checklist()]
    found = [[finding(one, place, item, EVIL) for item in items[:12] for place in (0, 1)] for one in acts]  # fmt: skip
    for one, findings in zip(acts, found, strict=True):
        write_act(folder, one)
        rows = [{"act": one.id, "act_sha256": one.sha256, "rules": "x", "searched": 2}, *(f.model_dump(mode="json") for f in findings)]  # fmt: skip
        path = folder.findings / "xa" / f"{one.as_at}.jsonl"
        write_lines(path, rows)
    answers = [
        Answer(country="XA", item=item, answer="partial", searched=2, as_at=DAY, note=EVIL,
               findings=tuple(f.id for f in found[1] if f.item == item)) if item in items[:12]
        else Answer(country="XA", item=item, answer="not-found", searched=2, note=EVIL)
        for item in items
    ]  # fmt: skip
    folder.answers.parent.mkdir(parents=True, exist_ok=True)
    folder.answers.write_text("".join(dump(a.model_dump(mode="json")) + "\n" for a in answers), "utf-8")  # fmt: skip
    build(folder)
    site = Site(folder)
    yield site, pages(acts[0], acts[1], items[0])
    site.loop.close()


def pages(old: Act, new: Act, item: str) -> list[str]:
    """One of every page of ours, and addresses that are hostile themselves."""
    evil = quote(EVIL, safe="")
    return [
        "/", "/?items=all", "/country/XA", f"/item/{item}", "/items", "/instruments", "/instrument/budapest",
        "/sources", "/data", "/method", address(new.id, "act"), f"{address(new.id, 'act')}?since={quote(old.id)}",
        *(address(p.id, "provision") for p in new.provisions), "/search?q=keeps", f"/search?q={evil}",
        f"/search?item={item}", f"/search?concept={evil}&item={evil}&language={evil}&country={evil}",
        f"/?region={evil}&item={evil}&answer={evil}&items={evil}", "/brief/XA?against=",
        f"/compare?countries=XA&items={item}", "/changes", "/codebook", f"/answer/XA/{item}",
        f"/item/{evil}", f"/country/{evil}", f"/act/{evil}", "/lexgap/acts", "/lexgap/provisions",
    ]  # fmt: skip


def test_every_page_shows_it_as_text(evil: tuple[Site, list[str]]) -> None:
    site, paths = evil
    shown = 0
    for path in paths:
        response = site.get(path)
        assert response.status_code in (200, 404), path
        tree = html.fromstring(response.text)
        check(tree, path, ours="lexgap" in tree.xpath("//body")[0].get("class", "").split())
        assert "1337" not in tree.text_content(), path
        shown += EVIL.partition("}}")[0] in tree.text_content()
        if not path.startswith("/lexgap"):
            assert "unsafe-inline" not in response.headers["content-security-policy"]
    assert shown >= 8


def check(tree: Any, path: str, ours: bool) -> None:
    """No element, handler or address of the statute's making."""
    assert not tree.xpath("//img[@src='x'] | //svg[@onload] | //h1[text()='no'] | //b[text()='b']"), path  # fmt: skip
    for node in tree.iter():
        if isinstance(node.tag, str):
            assert not [name for name in node.attrib if name.startswith("on") and ours], path
            for name in ("href", "src", "action", "formaction", "data-copy"):
                assert not node.get(name, "").strip().lower().startswith(("javascript:", "data:text")), path  # fmt: skip
    for script in tree.xpath("//script"):
        assert "alert(1)" not in (script.text or ""), path
        assert not ours or script.get("src", "").startswith("/-/static"), path
    assert len(tree.xpath("//main")) == 1, path


def test_machines_get_it_as_data(evil: tuple[Site, list[str]]) -> None:
    site, _ = evil
    hit = site.get("/search.json?q=whoever").json()["hits"][0]
    assert EVIL in hit["text"]
    assert site.get("/search.csv?q=whoever").headers["content-type"].startswith("text/csv")
    assert "<script>alert" not in site.get("/feeds/country/XA.atom").text
    for kind, start in (("pdf", b"%PDF"), ("docx", b"PK")):
        assert site.get(f"/brief/XA.{kind}").content.startswith(start)
    for path in ("/search.json?q=whoever", "/-/lexgap.json", "/feeds/all.atom"):
        headers = site.get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert "html" not in headers["content-type"]


def test_reversed_letters_turn_no_page_around(evil: tuple[Site, list[str]]) -> None:
    """A text that opens a bidi control is closed where it ends: nothing after it is turned around."""
    site, paths = evil
    met = 0
    for path in paths:
        if path.startswith("/lexgap"):
            continue
        for node in html.fromstring(site.get(path).text).iter():
            if isinstance(node.tag, str) and node.tag not in ("mark", "ins", "del"):
                printed = node.text_content()
                met += "\u202e" in printed
                assert not closing(CONTROLS.findall(printed)), (path, node.tag, printed[:200])
    assert met > 20


@pytest.mark.parametrize(
    "text, end",
    [("a", ""), ("\u202ea", "\u202c"), ("\u202ea\u202c", ""), ("\u2067\u202ea", "\u202c\u2069"),
     ("\u2067\u202ea\u2069", ""), ("\u202c\u2069a", ""), ("\u202a\u202b", "\u202c\u202c"),
     ("\u202e\u2066a\u202c", "\u2069\u202c")],
)  # fmt: skip
def test_what_is_open_is_closed(text: str, end: str) -> None:
    assert closed(text) == text + end
