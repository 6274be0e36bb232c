"""The site as programs see it: versions, hashes, memory, limits, nothing to write to."""

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest
from example import write_example
from site_support import Site

from lexgap.analysis import metadata
from lexgap.analysis.build import build
from lexgap.analysis.site import cache, machine
from lexgap.schema.tables import TABLES

ROOT = Path(__file__).resolve().parent.parent
PUBLISHED = (
    "--setting suggest_facets 0 --setting sql_time_limit_ms 1000 --setting max_returned_rows 1000"
)


def test_version_and_hashes(site: Site) -> None:
    response = site.get("/-/lexgap.json")
    found = response.json()
    path = Path(site.app.databases["lexgap"].path)
    assert found["database"]["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert found["database"]["bytes"] == path.stat().st_size
    assert len(found["inputs"]["sha256"]) == len(found["rules"]["sha256"]) == 64
    assert found["version"] == found["built_with"]
    assert set(found["rows"]) == {spec.name for spec in TABLES} and found["rows"]["acts"] == 5
    assert response.headers["access-control-allow-origin"] == "*"


def test_the_hash_of_the_rules_follows_their_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "schema"
    shutil.copytree(machine.SCHEMA, copy, ignore=shutil.ignore_patterns("*.py"))
    monkeypatch.setattr(machine, "SCHEMA", copy)
    machine.rules.cache_clear()
    before = machine.rules()
    (copy / "concepts" / "en.yml").write_bytes((copy / "concepts" / "en.yml").read_bytes() + b"#")
    machine.rules.cache_clear()
    assert machine.rules() != before
    machine.rules.cache_clear()


def test_robots_may_read_pages_but_not_wander(site: Site) -> None:
    from urllib.robotparser import RobotFileParser

    response = site.get("/robots.txt")
    assert response.headers["content-type"].startswith("text/plain")
    robots = RobotFileParser()
    robots.parse(response.text.splitlines())
    for path in ("/lexgap", "/lexgap/acts", "/search?q=x", "/-/lexgap.json"):
        assert not robots.can_fetch("any", f"https://lexgap.example{path}"), path


def test_other_sites_may_read_the_data(site: Site) -> None:
    for path in ("/lexgap/answers.json", "/lexgap/answers.csv", "/lexgap/two-countries.json?first=XA&second=XB",
                 "/robots.txt"):  # fmt: skip
        assert site.get(path).headers["access-control-allow-origin"] == "*", path
    assert "access-control-allow-origin" not in site.get("/").headers


def test_a_reader_who_has_the_page_gets_no_second_copy(site: Site) -> None:
    first = site.get("/country/XB")
    tag = first.headers["etag"]
    again = site.ask("/country/XB", {"if-none-match": f'W/"other", {tag}'})
    assert (again.status_code, again.text, again.headers["etag"]) == (304, "", tag)
    assert "content-security-policy" in again.headers
    assert site.ask("/country/XB", {"if-none-match": '"other"'}).status_code == 200
    assert site.get("/country/XC").headers["etag"] != tag
    assert "etag" not in site.get("/country/ZZ").headers
    assert site.ask("/country/ZZ", {"if-none-match": tag}).status_code == 404


def test_another_database_is_another_page(tmp_path: Path) -> None:
    tags = set()
    for name in ("one", "two"):
        folder = write_example(tmp_path / name)
        if name == "two":
            for path in folder.acts.rglob("*.jsonl"):
                path.write_text(path.read_text("utf-8").replace("<i>Odd", "<i>Even"), "utf-8")
        build(folder)
        other = Site(folder)
        tags.add(other.get("/country/XC").headers["etag"])
        other.loop.close()
    assert len(tags) == 2


def test_a_reader_with_a_cookie_gets_no_common_page(site: Site) -> None:
    headers = site.ask("/country/XB", {"cookie": "ds_actor=x"}).headers
    assert "etag" not in headers


@pytest.mark.parametrize(
    "sql",
    ["DELETE FROM acts", "UPDATE answers SET answer = 'no'", "DROP TABLE acts",
     "ATTACH DATABASE 'other.db' AS x", "PRAGMA writable_schema = 1",
     "INSERT INTO meta VALUES ('a', 'b')", "SELECT load_extension('x')"],
)  # fmt: skip
def test_nothing_is_writable(site: Site, sql: str) -> None:
    response = site.ask("/lexgap.json?_shape=array&sql=" + sql.replace(" ", "+"))
    assert response.status_code == 400
    assert site.get("/-/lexgap.json").json()["rows"]["acts"] == 5


def test_no_address_takes_a_post(site: Site) -> None:
    for path in ("/", "/country/XA", "/lexgap/acts", "/search"):
        assert site.post(path).status_code in (403, 405), path
    assert not site.app.databases["lexgap"].is_mutable


def test_sql_ends_in_time_and_rows(site: Site) -> None:
    endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n"
    response = site.ask("/lexgap.json?_timelimit=100&sql=" + quote(endless))
    assert response.status_code == 400
    assert "took too long" in response.json()["error"]
    many = (
        "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT 5000) SELECT x FROM n"
    )
    found = site.ask("/lexgap.json?sql=" + quote(many)).json()
    assert len(found["rows"]) == metadata.SETTINGS["max_returned_rows"] == 1000
    assert found["truncated"]
    assert metadata.SETTINGS["sql_time_limit_ms"] <= 1000
    assert metadata.SETTINGS["suggest_facets"] is False


def test_tables_have_facets(site: Site) -> None:
    for spec in TABLES:
        assert set(spec.facets) <= {column.name for column in spec.columns}
    found = site.get("/lexgap/answers.json").json()
    assert {f["value"] for f in found["facet_results"]["answer"]["results"]} >= {"yes", "not-found"}


def test_ours_and_theirs() -> None:
    for path in ("/", "/country/XA", "/country/XA.json", "/robots.txt", "/feeds/all.atom"):
        assert cache.ours(path), path
    for path in ("/-/versions", "/lexgap", "/lexgap.json", "/lexgap/acts", "/_memory"):
        assert not cache.ours(path), path


def test_stock_datasette_serves_it_with_our_metadata(tmp_path: Path) -> None:
    """What `datasette publish` runs: Datasette's own command, our metadata, the installed plugin."""
    folder = write_example(tmp_path / "data")
    build(folder)
    command = [
        sys.executable, "-m", "datasette", "-i", str(folder.database),
        "--metadata", str(ROOT / "datasette-metadata.yml"), "--cors",
    ]  # fmt: skip
    for name, value in metadata.SETTINGS.items():
        command += ["--setting", name, str(int(value))]
    for path, words in (("/country/XA", "<h1>Varonia"), ("/-/lexgap.json", '"sha256"'),
                        ("/lexgap/two-countries.json?first=XA&second=XC", "off-specific")):  # fmt: skip
        done = subprocess.run(
            [*command, "--get", path], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        assert words in done.stdout, path
    assert json.loads(done.stdout)["rows"]


def test_publishing_takes_the_wheel_along(tmp_path: Path) -> None:
    """The files that `datasette publish` sends: the README's options make a whole image."""
    from datasette.utils import temporary_docker_directory

    folder = write_example(tmp_path / "data")
    build(folder)
    plugins = tmp_path / "plugins"
    plugins.mkdir()
    (plugins / "lexgap-0.1.0-py3-none-any.whl").write_bytes(b"a wheel")
    with (
        (ROOT / "datasette-metadata.yml").open(encoding="utf-8") as described,
        temporary_docker_directory(
            [str(folder.database)], "lexgap", described, PUBLISHED, None, None, str(plugins), (),
            ("plugins/lexgap-0.1.0-py3-none-any.whl",), False, None, "secret",
        ) as where,
    ):  # fmt: skip
        recipe = (Path(where) / "Dockerfile").read_text("utf-8")
        assert (Path(where) / "plugins" / "lexgap-0.1.0-py3-none-any.whl").exists()
    assert "pip install -U datasette plugins/lexgap-0.1.0-py3-none-any.whl" in recipe
    assert "lexgap.db" in recipe and "sql_time_limit_ms" in recipe
    readme = (ROOT / "README.md").read_text("utf-8")
    assert PUBLISHED in readme and "--plugins-dir" in readme
