"""Publishers' zip files, read with a bound on what they may unpack to."""

import io
import zipfile
import zlib

from lexgap.crawlers.page import Page

LARGEST = 256 * 1024 * 1024
"""Bytes a file may unpack to; the largest title of the United States Code has about 120 MB."""


def unzip_one(page: Page, suffix: str, limit: int = LARGEST) -> bytes:
    """The only file ending in `suffix` of the zip in the page's body.

    Raises PageChanged on a broken zip, several such files, or one that unpacks to more than
    `limit` bytes.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(page.received.body)) as archive:
            names = [i for i in archive.infolist() if i.filename.lower().endswith(suffix)]
            info = page.one(names, f"{suffix} file in the zip")
            with archive.open(info) as file:
                data = file.read(limit + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise page.changed(f"not a readable zip ({error})") from error
    if len(data) > limit:
        raise page.changed(f"{info.filename} unpacks to more than {limit} bytes")
    return data
