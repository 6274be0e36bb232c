"""Zip files for tests, the same bytes each time."""

import io
import zipfile


def zipped(*files: tuple[str, bytes]) -> bytes:
    """A zip of (name, content) files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(zipfile.ZipInfo(name, (2031, 1, 1, 0, 0, 0)), content)
    return buffer.getvalue()
