"""An act is tagged again exactly when its findings could change: by its text, the rules, or another act."""

import datetime as dt
import json
import random
from collections.abc import Mapping
from pathlib import Path

import pytest

from lexgap.analysis import readings, tagging
from lexgap.analysis.tagging import tag, untagged
from lexgap.schema.models import Act, Provision
from lexgap.schema.store import BadInputError, Folder, act_paths, read_act, write_act

Variants = Mapping[str, tuple[tuple[tuple[str, str], ...], ...]]
OFFENCE = "Whoever sells child pornography commits an offence and goes to prison for two years."
PLAIN = "The harbour master paints the hull of every vessel in the spring."
VARIANTS: Variants = {
    "terms": (
        (("1", '"Harbour reel" means any film that shows a child engaged in sexual activity.'),),
        (("1", '"Lantern reel" means any film that shows a child engaged in sexual activity.'),),
        (("1", PLAIN),),
    ),
    "uses": (
        (
            ("2", "Whoever sells a harbour reel commits an offence and goes to prison."),
            ("3", PLAIN),
        ),
        (("2", "Whoever sells a lantern reel commits an offence and goes to prison."),),
    ),
    "code": (
        (("107", OFFENCE), ("108", PLAIN)),
        (("108", OFFENCE), ("107", PLAIN)),
        (("107", OFFENCE), ("109", PLAIN), ("110", OFFENCE)),
        (("7", PLAIN),),
    ),
    "refers": (
        (("4", "Whoever attempts an offence under section 107 is punished."),),
        (("4", "Whoever attempts an offence under sections 107 to 110 is punished."),),
    ),
    "words": (
        (
            ("5", '"Lantern trade" means to possess, produce, sell, offer, acquire or advertise any photograph online.'),
        ),
        (("5", '"Lantern trade" means the sale of lamps.'),),
    ),
    "circulates": (
        (("6", "Lantern trade in child pornography is an offence and punished by imprisonment."),),
        (("6", "Lantern trade in newspapers is free."), ("7", PLAIN)),
    ),
    "images": (
        (("8", '"Sexual image" means a picture of the sexual organs.'), ("9", PLAIN)),
        (("8", '"Sexual image" means a picture of the harbour.'),),
    ),
    "describes": (
        (("10", "A film that shows a sexual image of a child is prohibited."),),
        (("10", "A film that shows the harbour is prohibited."),),
    ),
    "seizes": (
        (("11", "The court may order the forfeiture of any material and the computer used."),),
        (("11", "The court may order the forfeiture of any vessel."),),
    ),
    "neutral": (((("12", PLAIN)),), ((("12", PLAIN + " So does the pilot.")),)),
}  # fmt: skip


def act(name: str, sections: tuple[tuple[str, str], ...], language: str = "en") -> Act:
    identifier = f"xa/{name}/{language}"
    return Act(
        id=identifier, work=f"xa/{name}", country="XA", language=language, title=name,
        citation=name, url=f"https://laws.varonia.example/{name}", sha256="0" * 64,
        text_state="in-force", source="import",
        provisions=tuple(
            Provision(id=f"{identifier}#{n}", number=n, citation=n, text=text)
            for n, text in sections
        ),
    )  # fmt: skip


def laid(folder: Folder, chosen: Mapping[str, int]) -> Folder:
    """Write each act in its chosen variant, where that is another one than stands there."""
    for name, number in chosen.items():
        new = act(name, VARIANTS[name][number])
        path = folder.act_path(new.id)
        if not path.exists() or read_act(path) != new:
            write_act(folder, new)
    return folder


def found(folder: Folder) -> dict[str, list[str]]:
    """The lines of every findings file, by name."""
    return {
        path.name: path.read_text("utf-8").splitlines()
        for path in sorted(folder.findings.glob("*/*.jsonl"))
    }


def anew(folder: Folder, place: Path) -> dict[str, list[str]]:
    """What tagging all of it from nothing finds."""
    other = Folder(place)
    for path in act_paths(folder):
        write_act(other, read_act(path))
    tag(other)
    return found(other)


def retagged(folder: Folder) -> set[str]:
    """Tag; return the acts whose findings were written."""
    before = {p.name: p.stat().st_mtime_ns for p in folder.findings.glob("*/*.jsonl")}
    counts = tag(folder)
    after = {p.name: p.stat().st_mtime_ns for p in folder.findings.glob("*/*.jsonl")}
    written = {name.partition("-")[0] for name in after if after[name] != before.get(name)}
    assert counts["acts"] == len(written)
    assert counts["acts"] + counts["unchanged"] == len(after)
    return written


FIRST = dict.fromkeys(VARIANTS, 0)
REACHED = [
    ("terms", 1, {"terms", "uses"}),  # another term is defined
    ("uses", 1, {"uses"}),
    ("code", 1, {"code", "refers"}),  # the offence has another number
    ("code", 2, {"code"}),  # another offence, whose number nobody cites
    ("refers", 1, {"refers"}),
    ("words", 1, {"words", "circulates"}),  # it is no word for acts any more
    ("images", 1, {"images"}),
    ("describes", 1, {"describes", "images"}),  # nothing describes CSAM with the image now
    ("neutral", 1, {"neutral"}),
]


@pytest.mark.parametrize(("changed", "variant", "wanted"), REACHED)
def test_what_another_act_says_reaches_those_that_learn_of_it(
    changed: str, variant: int, wanted: set[str], tmp_path: Path
) -> None:
    folder = laid(Folder(tmp_path / "data"), FIRST)
    tag(folder)
    before = found(folder)
    laid(folder, {changed: variant})
    assert [path.name for path in untagged(folder)] == [f"{changed}-en.jsonl"]
    assert retagged(folder) == wanted
    after = found(folder)
    assert after == anew(folder, tmp_path / "anew")
    if wanted - {changed}:
        others = [f"{name}-en.jsonl" for name in wanted - {changed}]
        assert any(before[name] != after[name] for name in others), "it did reach them"


def test_a_country_without_its_last_offence_is_tagged_where_it_asks_for_one(tmp_path: Path) -> None:
    chosen = {name: FIRST[name] for name in ("code", "seizes", "neutral")}
    folder = laid(Folder(tmp_path / "data"), chosen)
    tag(folder)
    before = found(folder)
    laid(folder, {"code": 3})
    assert retagged(folder) == {"code", "seizes"}
    assert found(folder) == anew(folder, tmp_path / "anew")
    assert found(folder)["seizes-en.jsonl"] != before["seizes-en.jsonl"]


def test_an_act_that_goes_or_comes_reaches_the_others(tmp_path: Path) -> None:
    folder = laid(Folder(tmp_path / "data"), FIRST)
    tag(folder)
    folder.act_path("xa/terms/en").unlink()
    assert retagged(folder) == {"uses"}
    assert found(folder) == anew(folder, tmp_path / "without")
    laid(folder, FIRST)
    assert retagged(folder) == {"terms", "uses"}
    assert found(folder) == anew(folder, tmp_path / "with")


@pytest.mark.parametrize("seed", range(6))
def test_any_changes_give_what_tagging_all_anew_gives(seed: int, tmp_path: Path) -> None:
    drawn = random.Random(seed)
    folder = Folder(tmp_path / "data")
    laid(folder, {name: drawn.randrange(len(v)) for name, v in VARIANTS.items()})
    tag(folder)
    spared = 0
    for step in range(8):
        names = drawn.sample(sorted(VARIANTS), drawn.randint(1, 3))
        laid(folder, {name: drawn.randrange(len(VARIANTS[name])) for name in names})
        if drawn.random() < 0.2:
            folder.act_path(f"xa/{drawn.choice(sorted(VARIANTS))}/en").unlink(missing_ok=True)
        spared += tag(folder)["unchanged"]
        assert found(folder) == anew(folder, tmp_path / f"anew-{step}")
    assert spared > 30, "most acts are left as they are"


def test_another_language_learns_of_offences_but_not_of_terms(tmp_path: Path) -> None:
    folder = laid(Folder(tmp_path / "data"), FIRST)
    french = act("saisie", (("1", "Le tribunal confisque les navires."),), "fr")
    write_act(folder, french)
    tag(folder)
    laid(folder, {"terms": 1})
    assert retagged(folder) == {"terms", "uses"}
    assert found(folder) == anew(folder, tmp_path / "anew")


def test_an_older_version_is_tagged_by_itself_when_a_newer_one_comes(tmp_path: Path) -> None:
    folder = laid(Folder(tmp_path / "data"), FIRST)
    tag(folder)
    newer = act("terms", VARIANTS["terms"][1])
    day = {"id": "xa/terms/en@2031-01-01", "as_at": dt.date(2031, 1, 1)}
    write_act(folder, newer.model_copy(update=day))
    assert tag(folder)["acts"] == 3, "both versions, and the act that uses the term"
    assert found(folder) == anew(folder, tmp_path / "anew")


def test_the_same_text_in_other_bytes_is_not_tagged_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = laid(Folder(tmp_path / "data"), FIRST)
    tag(folder)
    again = act("code", VARIANTS["code"][0]).model_copy(update={"sha256": "1" * 64})
    write_act(folder, again)
    with monkeypatch.context() as patch:
        patch.setattr(readings, "sections", None)  # nothing may be read
        assert tag(folder)["acts"] == 0
    head = json.loads(found(folder)["code-en.jsonl"][0])
    assert head["act_sha256"] == "1" * 64
    assert found(folder) == anew(folder, tmp_path / "anew")


def test_what_is_lost_or_spoilt_is_tagged_again(tmp_path: Path) -> None:
    folder = laid(Folder(tmp_path / "data"), FIRST)
    tag(folder)
    before = found(folder)
    folder.finding_path("xa/code/en").unlink()
    path = folder.finding_path("xa/uses/en")
    path.write_text(path.read_text("utf-8")[:-9], "utf-8")
    assert retagged(folder) == {"code", "uses"}
    assert found(folder) == before
    (folder.findings / "xa.jsonl").unlink()
    assert tag(folder)["acts"] == len(VARIANTS)
    notes = folder.findings / "xa.jsonl"
    notes.write_text(notes.read_text("utf-8").replace('"told"', '"tald"'), "utf-8")
    laid(folder, {"code": 1})
    with pytest.raises(BadInputError, match=r"xa.jsonl:2: not what `lexgap tag` writes; delete"):
        tag(folder)


def test_other_rules_or_wording_tag_what_they_are_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = laid(Folder(tmp_path / "data"), FIRST)
    write_act(folder, act("saisie", (("1", "Le tribunal confisque les navires."),), "fr"))
    tag(folder)
    original = tagging.fingerprint
    monkeypatch.setattr(
        tagging, "fingerprint", lambda tag: "other" if tag == "fr" else original(tag)
    )
    assert retagged(folder) == {"saisie"}


@pytest.mark.corpus
def test_changes_of_real_acts_give_what_tagging_all_anew_gives(
    tmp_path: Path, corpus: Path
) -> None:
    from lexgap.crawlers.crawl import crawl

    folder = Folder(tmp_path / "data")
    crawl(folder, ["germany"], run="run", replay=corpus / "recorded.warc.gz")
    tag(folder)
    acts = {act.work: act for act in map(read_act, act_paths(folder))}
    code = acts["de/stgb"]
    fewer = tuple(p for p in code.provisions if not p.id.partition("#")[2].startswith("184"))
    assert len(fewer) < len(code.provisions)
    write_act(folder, code.model_copy(update={"provisions": fewer}))
    counts = tag(folder)
    assert 2 <= counts["acts"] < len(acts), "the code, and the acts that cite what is gone"
    assert found(folder) == anew(folder, tmp_path / "anew")
