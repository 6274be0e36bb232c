"""Faults of the connection itself: certificates, hosts that are down, responses without end."""

import datetime as dt
import ipaddress
import socket
import ssl
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from misbehaviour import endless, misbehaving, page
from publisher import declare, statute
from zips import zipped

from lexgap.crawlers.crawl import Crawl, crawl
from lexgap.crawlers.formats import archive
from lexgap.schema.store import Folder, act_paths, read_act

QUICK = {"DOWNLOAD_TIMEOUT": 5.0, "LEXGAP_BACKOFF": 0.05, "RETRY_TIMES": 1}
SIZE = 300_000_000


def run(data: Path, **more: float) -> Crawl:
    return crawl(Folder(data), ["varonia"], run="run-1", changed={**QUICK, **more})


def urls(data: Path) -> set[str]:
    return {read_act(path).url.rpartition("/")[2] for path in act_paths(Folder(data))}


def certificate(directory: Path, address: str, days: int = 1) -> Path:
    """A self-signed certificate for an IP address, valid until `days` from now, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Gazette of Varonia")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=9))
        .not_valid_after(now + dt.timedelta(days=days))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(address))]), False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), True)
        .sign(key, hashes.SHA256())
    )
    path = directory / f"{address}-{days}.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path.write_bytes(made.public_bytes(serialization.Encoding.PEM) + private)
    return path


def behind(pem: Path) -> Callable[[socket.socket], socket.socket]:
    """TLS with the certificate in `pem`."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    return lambda plain: context.wrap_socket(plain, server_side=True)


@pytest.mark.parametrize(
    ("address", "days", "trusted", "said"),
    [
        ("127.0.0.1", 1, False, "certificate"),
        ("127.0.0.1", -1, True, "certificate"),
        ("127.0.0.9", 1, True, "another host"),
    ],
    ids=["self-signed", "expired", "another-host"],
)
def test_a_host_that_cannot_prove_who_it_is_is_not_read(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    address: str,
    days: int,
    trusted: bool,
    said: str,
) -> None:
    pem = certificate(tmp_path, address, days)
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    with misbehaving(behind(pem)) as site, misbehaving() as other:
        site.answers["/a.xml"] = page(statute())
        other.answers["/good.xml"] = page(statute())
        path = declare(tmp_path, site, {"url": "/a.xml"})
        text = path.read_text().replace(
            "acts:", f"acts:\n- {{url: '{other.address}/good.xml', work: good}}"
        )
        path.write_text(text)
        done = run(tmp_path)
    (issue,) = done.issues
    assert (issue.kind, issue.where) == ("certificate", f"{site.address}/a.xml")
    assert said in issue.message
    assert "SSL_CERT_FILE" in issue.remedy
    assert urls(tmp_path) == {"good.xml"}
    assert not site.seen, "nothing was asked of a host that is not the publisher"


def test_a_certificate_that_the_operator_trusts_is_fine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pem = certificate(tmp_path, "127.0.0.1")
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    with misbehaving(behind(pem)) as site:
        site.answers["/a.xml"] = page(statute())
        declare(tmp_path, site, {"url": "/a.xml"})
        assert not run(tmp_path).issues
    assert urls(tmp_path) == {"a.xml"}


@pytest.mark.parametrize("declared", [True, False], ids=["declared", "chunked"])
def test_a_response_of_300_megabytes_is_cut_early(tmp_path: Path, declared: bool) -> None:
    sent: list[int] = []
    limit = {} if declared else {"DOWNLOAD_MAXSIZE": 4_000_000}
    with misbehaving() as site:
        site.answers |= {"/big": endless(SIZE, declared, sent), "/good.xml": page(statute())}
        declare(tmp_path, site, {"url": "/big"}, {"url": "/good.xml"})
        done = run(tmp_path, **limit)
        asked = len(site.times("/big"))
    (issue,) = done.issues
    assert (issue.kind, issue.where) == ("too-large", f"{site.address}/big")
    assert "DOWNLOAD_MAXSIZE" in issue.remedy
    assert sum(sent) < SIZE / 10
    assert asked == 1, "it would be as large again"
    assert urls(tmp_path) == {"good.xml"}
    held = sum(path.stat().st_size for path in (tmp_path / "raw").rglob("*") if path.is_file())
    assert held < 100_000


def test_a_host_that_is_down_costs_one_address_and_no_other_host(tmp_path: Path) -> None:
    with socket.socket() as closed, misbehaving() as site:
        closed.bind(("127.0.0.1", 0))  # bound, but nobody listens
        gone = f"http://127.0.0.1:{closed.getsockname()[1]}"
        site.answers["/good.xml"] = page(statute())
        path = declare(tmp_path, site, {"url": "/good.xml"})
        rows = "".join(f"\n- {{url: '{gone}/{n}.xml', work: gone-{n}}}" for n in range(5))
        path.write_text(path.read_text().replace("acts:", f"acts:{rows}"))
        done = run(tmp_path)
    assert {i.kind for i in done.issues} == {"http-error"}
    assert sorted(i.where for i in done.issues) == [f"{gone}/{n}.xml" for n in range(5)]
    assert all("robots.txt could not be asked for" in i.message for i in done.issues)
    assert urls(tmp_path) == {"good.xml"}


def pdf_bomb() -> bytes:
    """A PDF of one page whose content unpacks to 300 MB."""
    packed = zlib.compress(b" " * SIZE)
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed),
    ]
    body, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(body))
        body += b"%d 0 obj%s endobj\n" % (number, part)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    return body + (
        b"xref\n0 5\n0000000000 65535 f \n%strailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
        % (rows, len(body))
    )


def test_files_that_unpack_to_too_much_are_issues(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive.unzip_one, "__defaults__", (1_000_000,))
    zip_bomb = zipped(("a.xml", statute() + b" " * 2_000_000))
    with misbehaving() as site:
        site.answers |= {
            "/bomb.zip": page(zip_bomb, Content_Type="application/zip"),
            "/bomb.pdf": page(pdf_bomb(), Content_Type="application/pdf"),
            "/good.xml": page(statute()),
        }
        declare(
            tmp_path,
            site,
            {"url": "/bomb.zip", "page": "gii:GiiPage"},
            {"url": "/bomb.pdf", "page": "diputados:DiputadosPage"},
            {"url": "/good.xml"},
        )
        done = run(tmp_path)
    told = {i.where.rpartition("/")[2]: i for i in done.reading.issues}
    assert {i.kind for i in told.values()} == {"page-changed"}
    assert set(told) == {"bomb.zip", "bomb.pdf"}
    assert "more than 1000000 bytes" in told["bomb.zip"].message
    assert urls(tmp_path) == {"good.xml"}
