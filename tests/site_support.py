"""The site of the example, asked in process."""

import asyncio
from typing import Any
from urllib.parse import quote

from lxml import html

from lexgap.analysis.serve import application
from lexgap.schema.store import Folder

ACT = "/act/xa/depictions/en@2025-06-01"
PROVISION = "/provision/xa/depictions/en@2025-06-01/12-1"
ARABIC_ACT = "/act/" + quote("xb/قانون-الصور/ar")
PAGES = (
    "/", "/?items=all&show=all", "/?items=sanctions&region=Europe&text=mirror",
    "/?item=off-possession-simple&answer=yes", "/country/XA", "/country/XB", "/country/XC",
    "/country/xa", "/country/SE", "/items", "/item/off-possession-simple", "/item/isp-detection",
    "/instruments", "/instrument/budapest", ACT, "/act/xa/networks/en@2009-05-04", ARABIC_ACT,
    PROVISION, "/provision/xa/depictions/en@2025-06-01/13",
    "/provision/xa/networks/en@2009-05-04/s.-3-a", "/search", "/search?q=prison",
    "/search?q=%E6%8C%81%E6%9C%89", "/search?q=%22&start=x", "/search?concept=possess&item=off-possession-simple", "/sources", "/data", "/method", "/codebook", "/changes", "/changes?country=XA",
    "/compare", "/compare?countries=XA,XB,SE&items=offences-possession,isp-duties",
    "/answer/XA/off-possession-simple", "/answer/XB/isp-report-mandatory",
    "/answer/SE/off-possession-simple", "/instrument/budapest?country=XA",
    "/item/off-possession-simple?answer=yes&family=mixed&language=en",
    ACT + "?since=xa/depictions/en@2019-01-01", "/sources?country=XA",
    "/?instrument=budapest&sort=-met&language=fr&show=all", "/items?region=Africa",
)  # fmt: skip


class Site:
    """The application and one event loop to ask it in."""

    def __init__(self, folder: Folder) -> None:
        self.loop = asyncio.new_event_loop()
        self.app = application(folder.database, "https://tracker.example/new")
        self.loop.run_until_complete(self.app.invoke_startup())

    def get(self, path: str) -> Any:
        return self.ask(path)

    def ask(self, path: str, headers: dict[str, str] | None = None) -> Any:
        return self.loop.run_until_complete(self.app.client.get(path, headers=headers))

    def rows(self, sql: str) -> list[dict[str, Any]]:
        found = self.loop.run_until_complete(self.app.databases["lexgap"].execute(sql))
        return [dict(row) for row in found.rows]

    def post(self, path: str) -> Any:
        return self.loop.run_until_complete(self.app.client.post(path, data={"a": "b"}))

    def tree(self, path: str) -> Any:
        response = self.get(path)
        assert response.status_code == 200, path
        return html.fromstring(response.text)


def text(node: Any) -> str:
    return " ".join(node.text_content().split())
