"""Each way a publisher misbehaves ends as an issue with address and remedy, and harms nothing else."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
import typer
from misbehaviour import (
    Answer,
    Misbehaving,
    bomb,
    cut_gzip,
    misbehaving,
    missing,
    page,
    reset,
    silent,
)
from publisher import declare, statute
from typer.testing import CliRunner

from lexgap.analysis.commands import crawl
from lexgap.crawlers.archive import Archive
from lexgap.crawlers.issues import REMEDIES
from lexgap.schema.store import Folder, act_paths, read_act, read_lines


class Run(NamedTuple):
    """A crawl of a misbehaving publisher."""

    site: Misbehaving
    data: Path
    status: int
    issues: list[dict[str, str]]


app = typer.Typer()
app.command()(crawl.command)

LIMITS = ("DOWNLOAD_TIMEOUT=1", "DOWNLOAD_MAXSIZE=1000000", "RETRY_TIMES=1", "LEXGAP_BACKOFF=0.05")
CHALLENGE = b"<html><title>Just a moment...</title><div id=cf-challenge>Are you a robot?</div>"
REJECTED = b"<html><title>Request Rejected</title>The requested URL was rejected.</html>"
LAUGHS = b"".join(
    b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10 if n else b"ha") for n in range(10)
)


def doctype(declarations: bytes, entity: bytes) -> bytes:
    """The Lantern Act with a document type of its own, whose entity stands in a section."""
    head, _, rest = statute().partition(b"\n")
    text = rest.replace(b"The caf", entity + b" The caf")
    return head + b"\n<!DOCTYPE Statute [" + declarations + b"]>\n" + text


FAULTS: dict[str, tuple[Answer, str, str]] = {
    "404": (missing, "http-error", "404"),
    "403-challenge": (page(CHALLENGE, 403), "refused", "asks who is there"),
    "429": (page(b"slow down", 429), "throttled", "429"),
    "500": (page(b"oops", 500), "http-error", "500"),
    "503": (page(b"down", 503), "http-error", "503"),
    "time-out": (silent, "http-error", "longer than 1"),
    "reset": (reset, "http-error", "no response"),
    "cut-gzip": (cut_gzip, "damaged", "cut off"),
    "charset": (page(statute().decode().encode("cp1252")), "wrong-charset", "utf-8"),
    "loop": (lambda r: r.say(b"", 302, Location=r.path), "redirect", "without end"),
    "off-host": (
        lambda r: r.say(b"", 302, Location="http://elsewhere.example/a.xml"),
        "redirect",
        "elsewhere.example",
    ),
    "rejected": (page(REJECTED, Content_Type="text/html"), "refused", "Request Rejected"),
    "empty": (page(b""), "empty", "no content"),
    "halved": (page(statute().replace(b"<Section><Label>2", b"<!--") .replace(
        b"lantern.</Text></Section>", b"-->")), "expectation", "expected at least 4"),
    "layout": (page(statute().replace(b"Subsection>", b"Absatz>")), "page-changed", "Absatz"),
    "bomb": (bomb, "too-large", "1,000,000"),
    "entities": (page(doctype(LAUGHS, b"&a9;")), "page-changed", "XML"),
    "external": (
        page(doctype(b'<!ENTITY e SYSTEM "file:///etc/hostname">', b"&e;")),
        "page-changed",
        "XML",
    ),
}  # fmt: skip


def told(data: Path, *settings: str) -> tuple[int, list[dict[str, str]]]:
    """Crawl Varonia; exit status and issues."""
    options = [word for text in settings for word in ("--set", text)]
    arguments = ["varonia", "--data", str(data), "--json", *options]
    done = CliRunner().invoke(app, arguments)
    return done.exit_code, json.loads(done.stdout)["issues"]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """One crawl in which every page but the first and the last is at fault."""
    data = tmp_path_factory.mktemp("faults")
    with misbehaving() as site:
        site.answers |= {f"/{name}": fault[0] for name, fault in FAULTS.items()}
        site.answers |= dict.fromkeys(("/first.xml", "/last.xml"), page(statute()))
        paths = ["first.xml", *FAULTS, "last.xml"]
        declare(data, site, *({"url": f"/{path}", "provisions": 4} for path in paths))
        status, issues = told(data, *LIMITS)
        yield Run(site, data, status, issues)


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_an_issue_with_address_and_remedy(run: Run, name: str) -> None:
    _, kind, said = FAULTS[name]
    here = [i for i in run.issues if i["where"] == f"{run.site.address}/{name}"]
    (issue,) = [i for i in here if i["kind"] == kind][:1]
    assert said in issue["message"]
    assert issue["remedy"] == REMEDIES[kind]
    assert issue in [row for _, row in read_lines(Folder(run.data).issues)]


def test_faults_are_told_and_all_else_is_written(run: Run) -> None:
    assert run.status == 1
    acts = [read_act(path) for path in act_paths(Folder(run.data))]
    places = {act.url.rpartition("/")[2] for act in acts}
    assert places == {"first.xml", "last.xml", "halved"}, "only what could be read"
    good = [act for act in acts if act.url.endswith("last.xml")]
    assert [p.citation for p in good[0].provisions if p.text] == ["1(1)", "1(2)", "2"]
    archived = [row for row in Archive(Folder(run.data)).rows if row.url.endswith("/last.xml")]
    assert [row.status for row in archived] == [200]


@pytest.mark.parametrize("name", FAULTS)
def test_each_was_asked_for_as_often_as_makes_sense(run: Run, name: str) -> None:
    again = name in ("429", "500", "503", "time-out", "reset", "cut-gzip")
    asked = 6 if name == "loop" else 2 if again else 1
    assert len(run.site.times(f"/{name}")) == asked


def test_one_fault_alone_is_exit_status_1(tmp_path: Path) -> None:
    with misbehaving() as site:
        site.answers["/good.xml"] = page(statute())
        declare(tmp_path, site, {"url": "/none"}, {"url": "/good.xml"})
        assert told(tmp_path, *LIMITS)[0] == 1
        declare(tmp_path, site, {"url": "/good.xml"})
        assert told(tmp_path, *LIMITS) == (0, [])
