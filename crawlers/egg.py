"""The egg that tells Scrapyd of lexgap: `python -m lexgap.crawlers.egg lexgap.egg`.

It holds the name of the settings module and the version, no code: lexgap itself, with the files it
reads beside its modules, is installed by pip where Scrapyd runs.
"""

import sys
import zipfile
from importlib.metadata import version
from pathlib import Path

MODULE = "lexgap.crawlers.settings_module"


def write_egg(path: Path) -> str:
    """Write the egg to `path`; return the version it names."""
    number = version("lexgap")
    parts = {
        "PKG-INFO": f"Metadata-Version: 2.1\nName: lexgap-service\nVersion: {number}\n",
        "entry_points.txt": f"[scrapy]\nsettings = {MODULE}\n",
        "not-zip-safe": "\n",
    }
    with zipfile.ZipFile(path, "w") as egg:
        for name, text in parts.items():
            egg.writestr(zipfile.ZipInfo(f"EGG-INFO/{name}"), text)
    return number


if __name__ == "__main__":
    print(write_egg(Path(sys.argv[1] if len(sys.argv) > 1 else "lexgap.egg")))
