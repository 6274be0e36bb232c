"""Rules against small acts of our own: what counts, where, and what does not."""

from collections.abc import Callable
from pathlib import Path

import pytest

from lexgap.analysis.answering import answer
from lexgap.analysis.mentions import scanner
from lexgap.analysis.pipeline import pipeline
from lexgap.analysis.reader import reader
from lexgap.analysis.references import cited, key
from lexgap.analysis.tagger import tag_country
from lexgap.analysis.tagging import tag
from lexgap.analysis.units import sections
from lexgap.analysis.view import view
from lexgap.schema.models import Act, Provision
from lexgap.schema.store import BadInputError, Folder


def act(name: str, *sections: tuple[str, str], language: str = "en") -> Act:
    return Act(
        id=f"xa/{name}/{language}", work=f"xa/{name}", country="XA", language=language,
        title=name, citation=name, url="https://laws.varonia.example/1", sha256="0" * 64,
        text_state="in-force", source="import",
        provisions=tuple(
            Provision(id=f"xa/{name}/{language}#{n}", number=n, citation=n, text=text)
            for n, text in sections
        ),
    )  # fmt: skip


CODE = act(
    "code",
    ("7", "Whoever possesses child sexual abuse material is liable to imprisonment for two years."),
    (
        "107",
        "Whoever sells child pornography commits an offence and goes to prison or pays a fine.",
    ),
)


def items(*acts: Act) -> set[tuple[str, str, str]]:
    return {
        (f.item, f.polarity, f.citation) for tagged in tag_country(acts) for f in tagged.findings
    }


def test_an_exception_after_the_verb_does_not_undo_the_offence() -> None:
    text = (
        "Whoever possesses child pornography is liable to imprisonment, except for a court's use."
    )
    assert ("off-possession-simple", "yes", "1") in items(act("a", ("1", text)))


def test_an_exception_before_the_verb_does() -> None:
    text = "It is a defence that a person possesses child pornography by duty; another is liable to imprisonment."
    assert not any(i == "off-possession-simple" for i, _, _ in items(act("a", ("1", text))))


def test_possession_for_sale_is_not_simple_possession() -> None:
    text = "Whoever possesses child pornography for the purpose of sale is liable to imprisonment."
    found = items(act("a", ("1", text)))
    assert ("off-possession-intent-only", "yes", "1") in found
    assert not any(i == "off-possession-simple" for i, _, _ in found)


def test_a_citation_reaches_its_own_act_and_telling_numbers_of_others() -> None:
    same = act("code2", *((p.number, p.text) for p in CODE.provisions), ("9", "Whoever attempts an offence under section 7 is punished."))  # fmt: skip
    assert ("off-attempt-aiding", "yes", "9") in items(same)
    short = act("other", ("3", "Whoever attempts an offence under section 7 is punished."))
    long = act("third", ("4", "Whoever attempts an offence under section 107 is punished."))
    found = items(CODE, short, long)
    assert ("off-attempt-aiding", "yes", "3") not in found
    assert ("off-attempt-aiding", "yes", "4") in found


def test_a_defined_term_reaches_the_offences_that_use_it() -> None:
    found = items(
        act(
            "a",
            ("1", '"harbour reel" means any film that shows a child engaged in sexual activity.'),
            ("2", "Whoever copies, sells or transmits a harbour reel is liable to imprisonment."),
        )
    )
    assert ("off-distribution", "yes", "2") in found


@pytest.mark.parametrize(
    ("printed", "wanted"),
    [
        ("Artículo 177 bis.", "177bis"),
        ("第七条", "7"),
        ("163.1", "163.1"),
        ("163.1 or", "163.1"),
    ],
)
def test_section_keys(printed: str, wanted: str) -> None:
    assert key(printed) == wanted


@pytest.mark.parametrize("stage", [tag, answer])
def test_a_folder_without_acts_is_never_a_silent_zero(
    tmp_path: Path, stage: Callable[[Folder], object]
) -> None:
    with pytest.raises(BadInputError, match="no acts; run `lexgap crawl`"):
        stage(Folder(tmp_path))


def test_the_concept_layer_is_a_spacy_component() -> None:
    doc = pipeline("en")("Whoever possesses child pornography is liable to imprisonment.")
    labels = {(span.text, span.label_) for span in doc.spans["concepts"]}
    assert {("possesses", "possess"), ("child pornography", "csam-term")} <= labels
    assert all(doc.text[m.start : m.end].strip() for m in doc._.mentions)


def test_no_finding_is_made_twice() -> None:
    ids = [f.id for tagged in tag_country([CODE]) for f in tagged.findings]
    assert ids
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("printed", "wanted"),
    [
        ("sections 5-7", {"5", "6", "6-1", "7"}),
        ("sections 6 -1 -7", {"6-1", "7"}),
        ("section 6-1", {"6-1"}),
        ("sections 5.-7", {"5", "6", "6-1", "7"}),
        ("section 7. 1 and", {"7", "7.1"}),
        ("sections 5-6 -1 and 9", {"5", "6", "6-1", "9"}),
    ],
)
def test_a_range_printed_as_one_word_is_expanded(printed: str, wanted: set[str]) -> None:
    order = [key(number) for number in ("5", "6", "6-1", "7", "7.1", "8", "9")]
    one = act("code", ("1", f"Whoever is guilty under {printed} is fined."))
    section = next(iter(sections(one)))
    seen = view(section, reader("en")(section.text), scanner("en"))
    assert cited(seen, 0, len(section.text), order) & set(order) == {key(n) for n in wanted}


@pytest.mark.parametrize(
    ("language", "printed", "wanted"),
    [
        ("hu", "a 6. § (2) bekezdése szerint", {"6"}),
        ("hu", "az 5–7. §-ban meghatározott", {"5", "6", "7"}),
        ("hu", "az 5. és a 7. § alapján", {"5", "7"}),
        ("hu", "az 5 éven aluli személy, illetve a 9. § szerint", {"9"}),
        ("sl", "iz 6. člena tega zakona", {"6"}),
        ("sl", "iz 5. do 7. člena", {"5", "6", "7"}),
        ("sl", "v 8 dneh po 9. členu", {"9"}),
        ("hr", "iz članaka 5. do 7. ovoga Zakona", {"5", "6", "7"}),
    ],
)
def test_numbers_before_the_word_are_cited(language: str, printed: str, wanted: set[str]) -> None:
    order = ["5", "6", "7", "8", "9"]
    section = next(iter(sections(act("code", ("1", printed)))))
    seen = view(section, reader(language)(section.text), scanner(language))
    assert cited(seen, 0, len(section.text), order) & set(order) == wanted
