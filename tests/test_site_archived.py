"""The archived response of a text: what was received, and its very bytes."""

import hashlib
import shutil
from pathlib import Path

from example import act, provision
from site_support import Site

from lexgap.analysis.build import build
from lexgap.analysis.embedded import RECORDING
from lexgap.crawlers.archive import Archive
from lexgap.schema.models import Act
from lexgap.schema.store import Folder, write_act


def test_the_bytes_of_a_text_are_those_that_were_hashed(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    (folder.raw / "sample").mkdir(parents=True)
    shutil.copy(RECORDING, folder.raw / "sample" / "20260101T000000Z.warc.gz")
    row = next(r for r in Archive(folder).rows if r.kind == "response" and r.status == 200)
    head = act("XA", "kept", "en", sha256=row.sha256)
    only = provision(str(head["id"]), "1", "Nobody keeps it.", set())
    write_act(folder, Act.model_validate({**head, "provisions": (only,)}))
    build(folder)
    site = Site(folder)
    page = site.get(f"/archived/{row.sha256}")
    assert page.status_code == 200 and row.url in page.text and "Act kept" in page.text
    saved = site.get(f"/archived/{row.sha256}/response")
    assert hashlib.sha256(saved.content).hexdigest() == row.sha256
    assert saved.headers["content-disposition"].startswith("attachment")
    assert saved.headers["content-type"] == "application/octet-stream"
    other = next(r.sha256 for r in Archive(folder).rows if r.sha256 != row.sha256)
    assert site.get(f"/archived/{other}/response").status_code == 404, "of no text"


def test_without_archive_the_page_says_so(site: Site) -> None:
    link = site.tree("/answer/XA/off-possession-simple").xpath(
        "//a[text()='archived response']/@href"
    )[0]
    assert "not kept beside this database" in site.get(link).text
    assert site.get(f"{link}/response").status_code == 404
