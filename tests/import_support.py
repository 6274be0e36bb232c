"""Interchange rows and files for tests."""

import json
from pathlib import Path
from typing import Any


def row(number: str = "Section 1", text: str = "Widgets of Varonia are blue.", **more: Any) -> dict:
    return {
        "jurisdiction": "XA",
        "language": "en",
        "work": "Varonian Widgets Act",
        "citation": "Act 7",
        "url": "https://law.varonia.example/7",
        "path": ["Part I"],
        "number": number,
        "heading": "",
        "text": text,
    } | more


def lines(path: Path, *rows: Any, bom: bool = False, newline: str = "\n") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = newline.join(r if isinstance(r, str) else json.dumps(r) for r in rows) + newline
    path.write_bytes((b"\xef\xbb\xbf" if bom else b"") + text.encode())
    return path
