"""Countries that do not exist, and servers that do not answer."""

from pathlib import Path

from publisher import declare, publishing

from lexgap.crawlers.crawl import crawl
from lexgap.schema.store import Folder


def test_a_fictional_country_is_crawled_only_when_named(tmp_path: Path) -> None:
    from lexgap.crawlers.sources import read_country

    with publishing() as publisher:
        path = declare(tmp_path, publisher, {"url": "/a.xml"})
    assert read_country(path).fictional


def test_a_server_that_does_not_answer_is_an_issue(tmp_path: Path) -> None:
    with publishing() as publisher:
        declare(tmp_path, publisher, {"url": "/a.xml"})
    done = crawl(Folder(tmp_path), ["varonia"], run="run-1", changed={"LEXGAP_BACKOFF": 0.05})
    assert [issue.kind for issue in done.issues] == ["http-error"]
