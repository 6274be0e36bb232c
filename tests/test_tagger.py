"""Findings on the embedded sample: verbatim, and the same with and without the prefilter."""

from pathlib import Path

import pytest

from lexgap.analysis.sample import build_sample
from lexgap.analysis.tagger import tag_country
from lexgap.schema.models import Act
from lexgap.schema.store import Folder, act_paths, read_act


@pytest.fixture(scope="module")
def acts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Act]]:
    folder = Folder(Path(tmp_path_factory.mktemp("sample")))
    build_sample(folder, quiet=True)
    found: dict[str, list[Act]] = {}
    for path in act_paths(folder):
        act = read_act(path)
        found.setdefault(act.country, []).append(act)
    return found


@pytest.mark.parametrize("country", ["XA", "XB", "XC"])
def test_the_prefilter_loses_nothing(acts: dict[str, list[Act]], country: str) -> None:
    quick = [t.findings for t in tag_country(acts[country])]
    full = [t.findings for t in tag_country(acts[country], prefilter=False)]
    assert quick == full
    assert any(quick)


def test_every_quote_stands_at_its_offsets(acts: dict[str, list[Act]]) -> None:
    for several in acts.values():
        texts = {p.id: p.text for act in several for p in act.provisions}
        for tagged in tag_country(several):
            for finding in tagged.findings:
                assert texts[finding.provision][finding.start : finding.end] == finding.quote
