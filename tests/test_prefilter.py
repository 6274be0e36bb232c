"""Reading only the sections that could prove something finds what reading all of them finds."""

import os
import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fictional_acts import languages, read

from lexgap.analysis.imports import import_files, interchange_files
from lexgap.analysis.mentions import scanner
from lexgap.analysis.needs import mask
from lexgap.analysis.prefilter import Prefilter
from lexgap.analysis.reader import reader
from lexgap.analysis.tagger import tag_country
from lexgap.analysis.tagging import newest
from lexgap.analysis.units import sections
from lexgap.crawlers.crawl import crawl
from lexgap.schema.models import Act, Finding, Provision
from lexgap.schema.rules import RULES, load_rules, read_rules
from lexgap.schema.shadow import fold
from lexgap.schema.store import BadInputError, Folder, act_paths, read_act
from lexgap.schema.wording import anchors

SOME = (
    "ar",
    "at",
    "bd",
    "cn",
    "fr",
    "hu",
    "jp",
    "ke",
    "lv",
    "nl",
    "pl",
    "pt",
    "se",
    "si",
    "tr",
    "ua",
)
"""Countries of the imported corpus that a short run takes, one a language."""
WHOLE = "LEXGAP_WHOLE_CORPUS"
"""Set it to compare the runs over all of the corpus, which takes some minutes."""


def findings(acts: list[Act], prefilter: bool) -> list[Finding]:
    return [f for tagged in tag_country(acts, prefilter=prefilter) for f in tagged.findings]


def by_country(folder: Folder) -> Iterator[tuple[str, list[Act]]]:
    found: dict[str, list[Act]] = {}
    for path in act_paths(folder):
        act = read_act(path)
        found.setdefault(act.country, []).append(act)
    for country, acts in sorted(found.items()):
        yield country, newest(acts)


@pytest.mark.parametrize("language", languages())
def test_nothing_is_lost_of_fictional_acts(language: str) -> None:
    acts = [read(language, name) for name in ("positive", "lookalike")]
    quick = findings(acts, prefilter=True)
    assert quick and quick == findings(acts, prefilter=False)


@pytest.mark.parametrize("language", languages())
def test_what_is_mentioned_was_possible(language: str) -> None:
    """Also where print loses blanks, doubles them, or has hyphens and brackets in their place."""
    scan, chance = scanner(language), random.Random(3)
    mentioned = 0
    for name in ("positive", "lookalike"):
        for provision in read(language, name).provisions:
            for blanks in (" ", "  ", (" ", " ", " ", ""), (" ", "-", " (", '" ')):
                words = provision.text.split(" ")
                text = words[0] + "".join(chance.choice(blanks) + word for word in words[1:])
                folded = fold(text)
                found = mask(m.concept for m in scan.mentions(folded))
                assert not found & ~scan.possible(folded)
                mentioned += found.bit_count()
    assert mentioned > 500


def compare(folder: Folder) -> int:
    """The findings of the folder's countries, the same in both runs."""
    count = 0
    for country, acts in by_country(folder):
        quick = findings(acts, prefilter=True)
        assert quick == findings(acts, prefilter=False), country
        count += len(quick)
    return count


@pytest.mark.corpus
def test_nothing_is_lost_of_real_law(corpus: Path, tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    whole = bool(os.environ.get(WHOLE))
    paths = [corpus / "import"] if whole else [corpus / "import" / name for name in SOME]
    import_files(folder, interchange_files(paths))
    if whole:
        crawl(folder, (), run="whole", replay=corpus / "recorded.warc.gz")
    assert compare(folder) > (10_000 if whole else 3_000)


def act(*texts: str) -> Act:
    """A code of numbered sections."""
    return Act(
        id="xv/code/en", work="xv/code", country="XV", language="en", title="Code", citation="Code",
        url="https://laws.varonia.example/1", sha256="0" * 64, text_state="in-force",
        source="import",
        provisions=tuple(
            Provision(id=f"xv/code/en#{n}", number=str(n), citation=str(n), text=text)
            for n, text in enumerate(texts, 1)
        ),
    )  # fmt: skip


def test_a_section_that_has_only_a_defined_term_is_read() -> None:
    code = act(
        '"Forbidden matter" means a photograph that shows a child in sexual activity.',
        "Whoever possesses forbidden matter commits an offence.",
        "Whoever keeps bees tells the beekeepers' association.",
    )
    quick = findings([code], prefilter=True)
    assert "2" in {f.citation for f in quick}
    assert quick == findings([code], prefilter=False)


def test_most_of_what_says_nothing_is_passed_over() -> None:
    """The prefilter reads what it must, and not the neutral law beside it."""
    prefilter, read_en = Prefilter(load_rules()), reader("en")
    neutral = "The beekeeper paints the hive in June and notes the colour of the queen."
    telling = "Whoever possesses child sexual abuse material commits an offence."
    one, other = sections(act(neutral, telling))
    assert prefilter.seen(one, read_en, "proving") is None
    assert prefilter.seen(one, read_en, "all") is not None
    assert prefilter.seen(other, read_en, "proving") is not None


@pytest.mark.parametrize(
    ("clause", "says"),
    [
        ("{all: [exception], refers: csam-offence}", "asks for no anchor"),
        ("{all: [exception|csam-term]}", "asks for no anchor"),
        ("{all: [exception], country: {all: [csam-offence]}}", "asks for no anchor"),
        ("{all: [exception], section: {all: [csam-offence]}}", ""),
        ("{near: [exception, csam-term|sexual]}", ""),
    ],
)
def test_a_clause_asks_for_an_anchor(tmp_path: Path, clause: str, says: str) -> None:
    assert "exception" not in anchors() and {"csam-term", "sexual"} <= anchors()
    shutil.copytree(RULES, tmp_path / "rules")
    (tmp_path / "rules" / "zz.yml").write_text(f"off-zz:\n  yes:\n    - {clause}\n", "utf-8")
    if says:
        with pytest.raises(BadInputError, match=rf"zz\.yml:3: .*{says}"):
            read_rules(tmp_path / "rules")
    else:
        assert "off-zz" in read_rules(tmp_path / "rules").items
