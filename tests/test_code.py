"""What code decides a result: the words of import lines say what the syntax tree says."""

import ast
from pathlib import Path

import pytest

from lexgap.schema import code

ROOT = Path(__file__).resolve().parent.parent
MODULES = [
    f"lexgap.{path.relative_to(ROOT).with_suffix('').as_posix().replace('/', '.')}"
    for folder in ("schema", "crawlers", "analysis")
    for path in sorted((ROOT / folder).rglob("*.py"))
    if path.name not in ("__init__.py", "__main__.py")
]


@pytest.mark.parametrize("folder", ["schema", "crawlers", "analysis"])
def test_all_imports_are_found(folder: str) -> None:
    for module in (name for name in MODULES if name.startswith(f"lexgap.{folder}.")):
        wanted: set[str] = set()
        for node in ast.walk(ast.parse(code.source(module))):
            if isinstance(node, ast.ImportFrom) and node.module:
                wanted |= {node.module, *(f"{node.module}.{name.name}" for name in node.names)}
            elif isinstance(node, ast.Import):
                wanted |= {name.name for name in node.names}
        ours = {name for name in wanted if name.startswith("lexgap.") and code.source(name)}
        assert ours <= code.closure(module) | {module}, module


def test_a_digest_follows_what_is_imported() -> None:
    assert "lexgap.analysis.terms" in code.closure("lexgap.analysis.tagger")
    assert "lexgap.analysis.site" not in code.closure("lexgap.analysis.tagger")
    assert code.digest(("lexgap.analysis.tagger",)) != code.digest(("lexgap.analysis.terms",))
