"""Why a request got no answer that can be a law: each fault as a kind of issue and a sentence."""

import re
from typing import Any

from scrapy.exceptions import DownloadCancelledError, IgnoreRequest
from scrapy.http import Response

from lexgap.crawlers.issues import Kind
from lexgap.schema.store import BadInputError

REFUSALS = frozenset({401, 402, 403, 407, 451})
THROTTLES = frozenset({429, 503})
"""Statuses with which a server asks for fewer requests; 503 only where it says for how long."""
GATE = re.compile(
    rb"captcha|cf-challenge|challenge-platform|request rejected|access denied|are you a robot"
    rb"|unusual traffic|enable javascript and cookies|checking your browser|just a moment\.\.\.",
    re.IGNORECASE,
)
GATE_SIZE = 30_000
"""Bytes. Pages that ask who is there are short; a statute that names a captcha is not."""


class Fault(IgnoreRequest):
    """A request that is not sent, or an answer that is not used, and the issue that says so."""

    def __init__(self, kind: Kind, message: str) -> None:
        super().__init__(message)
        self.kind: Kind = kind


def of_status(status: int, body: bytes, retry_after: str = "") -> tuple[Kind, str] | None:
    """What is wrong with an answer by its status and its first bytes; None where nothing is."""
    gate = GATE.search(body) if len(body) < GATE_SIZE else None
    asks = f"a page that asks who is there ({gate.group().decode('latin-1')!r})" if gate else ""
    later = f", Retry-After {retry_after}" if retry_after else ""
    if status == 304:
        return None
    if status == 429 or (status in THROTTLES and retry_after):
        return "throttled", f"the server asks for fewer requests (status {status}{later})"
    if status in REFUSALS:
        return "refused", f"the server refused with status {status}" + (asks and f", {asks}")
    if not 200 <= status < 300:
        return "http-error", f"the server answered with status {status}"
    if not body.strip():
        return "empty", "the response has no content"
    return ("refused", f"{asks}, no law") if asks else None


def of_response(response: Response) -> tuple[Kind, str] | None:
    """What is wrong with a response; None where it can be a law."""
    later = (response.headers.get("Retry-After") or b"").decode("latin-1")
    return of_status(response.status, response.body, later)


def of_error(error: BaseException, request: Any) -> tuple[Kind, str]:
    """Why `request` got no response."""
    what = " ".join(str(error).split()) or type(error).__name__
    if isinstance(error, Fault):
        return error.kind, what
    if isinstance(error, IgnoreRequest):
        return _ignored(what, request)
    if isinstance(error, DownloadCancelledError):
        return "too-large", _plain_size(what)
    if isinstance(error, BadInputError):
        return "damaged", what
    if certificate := _certificate(error):
        return "certificate", f"its certificate does not prove that it is the host: {certificate}"
    return "http-error", f"no response: {what}"


def _ignored(what: str, request: Any) -> tuple[Kind, str]:
    """Requests that Scrapy's own middlewares gave up."""
    if "robots.txt" in what:
        return "refused", "robots.txt does not allow it"
    if "not recorded" in what:
        return "not-recorded", f"redirected, but {what}"
    if "max redirections" in what:
        return "redirect", "redirected without end: " + " -> ".join(way(request))
    if "DOWNLOAD_MAXSIZE" in what:
        return "too-large", _plain_size(what)
    return "http-error", f"no response: {what}"


def way(request: Any) -> list[str]:
    """The addresses that led to `request`, and its own."""
    return [*request.meta.get("redirect_urls", ()), request.url]


def _plain_size(what: str) -> str:
    limit = re.search(r"(?:DOWNLOAD_MAXSIZE|max size) \((\d+)", what)
    most = f" of {int(limit.group(1)):,} bytes" if limit else ""
    return f"larger than the limit{most}, cut off there"


def _certificate(error: BaseException) -> str:
    """What is wrong with a certificate, where that is what `error` says; empty otherwise."""
    from OpenSSL.SSL import Error
    from service_identity import VerificationError

    seen: set[int] = set()
    waiting: list[Any] = [error]
    while waiting:
        one = waiting.pop()
        if id(one) in seen or one is None:
            continue
        seen.add(id(one))
        one = getattr(one, "value", one)  # a Twisted Failure holds its error there
        if isinstance(one, VerificationError):
            return "it is for another host"
        if isinstance(one, Error) and "certificate" in str(one):
            return str(one.args[0][0][-1]) if one.args and one.args[0] else str(one)
        waiting += [one.__cause__, one.__context__] if isinstance(one, BaseException) else []
        waiting += list(getattr(one, "reasons", None) or ())
    return ""
