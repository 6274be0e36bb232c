"""lexgap as spaCy components: spans, exact offsets, written and loaded pipelines."""

import re
import subprocess
import sys
from pathlib import Path

import fictional_acts
import pytest
import spacy
from spacy.tokens import Doc, DocBin

from lexgap.analysis.checklist import NOWHERE
from lexgap.analysis.drafts import split
from lexgap.analysis.pipeline import blank, pipeline
from lexgap.analysis.reader import reader
from lexgap.analysis.tagger import tag_country
from lexgap.schema.load import load_yaml
from lexgap.schema.store import BadInputError
from lexgap.schema.wording import LANGUAGES

ROOT = Path(__file__).resolve().parent.parent
SEVERAL = ("en", "fr", "ja", "ko", "zh-Hant", "zh-Hans", "is", "nb")
"""Languages with and without a tokenizer of their own in spaCy."""
SENTENCE = "Whoever possesses child pornography commits an offence and is liable to imprisonment."


def examples(language: str) -> str:
    """The examples of a concept file as one text."""
    value, _ = load_yaml(LANGUAGES / f"{language}.yml")
    told = [line for concept in value["concepts"].values() for line in concept.get("examples", ())]
    assert told
    return "\n\n".join(told)


def spans(doc: Doc, name: str) -> list[tuple[object, ...]]:
    return [(s.start, s.end, s.label_, s.kb_id_, s.id_) for s in doc.spans[name]]


def test_the_notebook_of_the_readme_works(capsys: pytest.CaptureFixture[str]) -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    block = re.search(r"<!-- notebook -->\n```python\n(.*?)```", text, re.DOTALL)
    assert block is not None
    assert len([line for line in block[1].splitlines() if line.strip()]) <= 5
    exec(block[1], {})
    shown = capsys.readouterr().out
    assert "'off-possession-simple', 'yes', 'Whoever possesses child pornography" in shown


def test_a_doc_holds_concepts_and_checklist() -> None:
    doc = pipeline("en")(SENTENCE)
    by_label = {span.label_: span.text for span in doc.spans["concepts"]}
    assert by_label["possess"] == "possesses"
    assert by_label["csam-term"] == "child pornography"
    found = {span.label_: span for span in doc.spans["checklist"]}
    assert found["off-possession-simple"].kb_id_ == "yes"
    assert found["off-possession-simple"].id_.startswith("off-possession-simple/yes/")
    assert doc._.answers["off-possession-simple"] == "yes"
    assert doc._.answers["isp-blocking"] == "not-found"
    for mention in doc._.mentions:
        assert doc.text[mention.start : mention.end].strip()


def test_a_doc_without_the_components_has_no_mentions() -> None:
    doc = blank("en")(SENTENCE)
    assert doc._.mentions == []
    assert doc._.answers == {}


@pytest.mark.parametrize("language", ["cs", "tr", "ar", "vi"])
def test_findings_are_those_of_the_tagger(language: str) -> None:
    text = (fictional_acts.HERE / language / "positive.txt").read_text("utf-8")
    draft = split(text, language)
    act = draft.act(NOWHERE, language)
    starts = {p.id: q.start for p, q in zip(act.provisions, draft.pieces, strict=True)}
    wanted = [
        (f.item, f.polarity, f.labeller, starts[f.provision] + f.start, starts[f.provision] + f.end)
        for tagged in tag_country([act])
        for f in tagged.findings
    ]
    doc = pipeline(language)(text)
    group = doc.spans["checklist"]
    places = zip(group.attrs["starts"], group.attrs["ends"], strict=True)
    found = [(s.label_, s.kb_id_, s.id_, *p) for s, p in zip(group, places, strict=True)]
    assert found == wanted
    assert len(found) > 50


@pytest.mark.parametrize("language", SEVERAL)
def test_a_written_pipeline_reads_the_same(language: str, tmp_path: Path) -> None:
    nlp = pipeline(language)
    nlp.to_disk(tmp_path)
    assert (tmp_path / "config.cfg").is_file()
    loaded = spacy.load(tmp_path)
    text = examples(language)
    doc, again = nlp(text), loaded(text)
    assert doc._.mentions == reader(language)(text).mentions
    assert doc._.mentions == again._.mentions != []
    assert spans(doc, "concepts") == spans(again, "concepts")
    assert spans(doc, "checklist") == spans(again, "checklist")
    assert doc._.answers == again._.answers


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_doc_survives_being_written(language: str) -> None:
    nlp = pipeline(language)
    doc = nlp(examples(language))
    box = DocBin(store_user_data=True, docs=[doc])
    again = next(iter(DocBin().from_bytes(box.to_bytes()).get_docs(nlp.vocab)))
    assert again._.mentions == doc._.mentions
    assert again._.answers == doc._.answers
    assert spans(again, "checklist") == spans(doc, "checklist")


def test_spacy_alone_loads_a_written_pipeline(tmp_path: Path) -> None:
    pipeline("en").to_disk(tmp_path / "written")
    code = (
        f"import spacy; doc = spacy.load({str(tmp_path / 'written')!r})({SENTENCE!r}); "
        "print(sorted({s.label_ for s in doc.spans['checklist']}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "off-possession-simple" in done.stdout


def test_a_written_pipeline_keeps_its_wording(tmp_path: Path) -> None:
    pipeline("en").to_disk(tmp_path)
    file = tmp_path / "lexgap_concepts" / "en.yml"
    value = file.read_text("utf-8")
    assert "  possess:\n    any:\n" in value
    file.write_text(
        value.replace("  possess:\n    any:\n", "  possess:\n    any:\n      - beholds\n", 1),
        "utf-8",
    )
    text = SENTENCE.replace("possesses", "beholds")
    assert spacy.load(tmp_path)(text)._.answers["off-possession-simple"] == "yes"
    assert pipeline("en")(text)._.answers["off-possession-simple"] == "not-found"


def test_a_config_alone_makes_a_pipeline(tmp_path: Path) -> None:
    pipeline("fr").config.to_disk(tmp_path / "config.cfg")
    made = spacy.util.load_model_from_config(spacy.util.load_config(tmp_path / "config.cfg"))
    assert made.pipe_names == ["lexgap_concepts", "lexgap_checklist"]
    assert made("une image pornographique d'un mineur")._.mentions


def test_several_processes_read_the_same() -> None:
    nlp = pipeline("en")
    alone = [doc._.answers for doc in nlp.pipe([SENTENCE, "Nothing."])]
    assert [doc._.answers for doc in nlp.pipe([SENTENCE, "Nothing."], n_process=2)] == alone


def test_a_language_without_concepts_is_refused() -> None:
    with pytest.raises(BadInputError, match="no concepts for this language"):
        pipeline("tlh")


def test_a_regional_code_is_served_by_its_language() -> None:
    assert pipeline("pt-BR").get_pipe_config("lexgap_concepts")["language"] == "pt"


def test_the_checklist_asks_for_concepts() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("lexgap_checklist")
    with pytest.raises(BadInputError, match="lexgap_concepts"):
        nlp("text")
