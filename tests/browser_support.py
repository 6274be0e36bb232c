"""The site in Debian's Chromium: one server and one browser for all tests of a module."""

import os
import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from lexgap.analysis.serve import address, application, listen
from lexgap.schema.store import Folder

CHROMIUM = shutil.which("chromium")
SCREENSHOTS = Path(os.environ.get("LEXGAP_SCREENSHOTS") or Path(tempfile.gettempdir()) / "lexgap-screenshots")  # fmt: skip
WIDE, NARROW = {"width": 1600, "height": 1000}, {"width": 360, "height": 740}


@contextmanager
def served(folder: Folder) -> Iterator[str]:
    """The address of a server of `folder` on loopback, in a thread of its own."""
    import uvicorn

    app = application(folder.database, "https://tracker.example/new").app()
    bound = listen("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="on"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
    thread.start()
    yield address(bound).rstrip("/")
    server.should_exit = True
    thread.join(timeout=10)


@contextmanager
def browsing() -> Iterator[Any]:
    """A browser; the tests are skipped where there is none."""
    if CHROMIUM is None:
        pytest.skip("no chromium on this machine")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()


class Reader:
    """A reader's window. `strange` collects what no page may do."""

    def __init__(self, browser: Any, home: str, **how: Any) -> None:
        self.home = home
        self.context = browser.new_context(base_url=home, accept_downloads=True, **how)
        self.context.set_default_timeout(8_000)
        self.page = self.context.new_page()
        self.strange: list[str] = []
        self.page.on("request", self._asked)
        self.page.on("dialog", self._spoke)
        self.page.on("pageerror", lambda error: self.strange.append(f"error: {error}"))
        self.page.on("console", self._said)

    def _asked(self, request: Any) -> None:
        if not request.url.startswith((self.home, "data:")):
            self.strange.append(f"asked {request.url}")

    def _spoke(self, dialog: Any) -> None:
        self.strange.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _said(self, message: Any) -> None:
        if "Content Security Policy" in message.text or "Refused" in message.text:
            self.strange.append(message.text)

    def open(self, path: str) -> Any:
        """Go to a page of the site, which must be there."""
        response = self.page.goto(path)
        assert response is not None and response.status == 200, path
        return self.page

    def keep(self, name: str, whole: bool = False) -> None:
        """Keep a picture of what is seen, for people."""
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=whole)

    def close(self) -> None:
        """Close the window; it must have done nothing strange."""
        self.context.close()
        assert self.strange == []
