"""Custodial ranges in the words of each language."""

import json
from pathlib import Path

import pytest

from lexgap.analysis.penalty import terms
from lexgap.schema.sentencing import FOLDER, load_sentencing, sentencing_language

# Our own sentences about an invented offence: (language, text, [(min, max, life, fine)]).
SENTENCES = [
    ("en", "liable to a fine or to imprisonment for a term not exceeding 5 years or both", [(None, 60, False, True)]),
    ("en", "imprisonment of not less than two (2) years and not more than ten (10) years", [(24, 120, False, False)]),
    ("en", "imprisoned for a term which shall not be less than one year but may extend to seven years", [(12, 84, False, False)]),
    ("en", "imprisonment for not more than 9 years, and a minimum punishment of imprisonment for a term of two years", [(24, 108, False, False)]),
    ("en", "between two and five years in prison", [(24, 60, False, False)]),
    ("en", "liable to imprisonment for life", [(None, None, True, False)]),
    ("en", "fined and imprisoned not less than 10 years or for life", [(120, None, True, True)]),
    ("en", "imprisonment not exceeding two years where the widget is under 14 years of age", [(None, 24, False, False)]),
    ("en", "disqualified for a period not exceeding five years", []),
    ("en", "A widget must be kept for three years.", []),
    ("fr", "est puni de trois ans d'emprisonnement et de 45 000 pesos d'amende", [(None, 36, False, True)]),
    ("fr", "est punie d'un emprisonnement de six mois à deux ans", [(6, 24, False, False)]),
    ("fr", "la réclusion de cinq ans à dix ans", [(60, 120, False, False)]),
    ("fr", "puni de deux ans d'emprisonnement et d'une interdiction de cinq ans", [(None, 24, False, False)]),
    ("de", "wird mit Freiheitsstrafe bis zu einem Jahr oder mit Geldstrafe bestraft", [(None, 12, False, True)]),
    ("de", "Mit Freiheitsstrafe von drei Monaten bis zu fünf Jahren wird bestraft, wer Dinge färbt", [(3, 60, False, False)]),
    ("de", "Freiheitsstrafe von einem bis zu zehn Jahren", [(12, 120, False, False)]),
    ("de", "Freiheitsstrafe nicht unter zwei Jahren", [(24, None, False, False)]),
    ("es", "con la pena de prisión de uno a cinco años", [(12, 60, False, False)]),
    ("es", "la pena de tres meses a un año de prisión o multa de dos a tres años", [(3, 12, False, True)]),
    ("es", "prisión de diez (10) a veinte (20) años y multa", [(120, 240, False, True)]),
    ("es", "inhabilitación de uno a tres años y prisión de dos a cuatro años", [(24, 48, False, False)]),
    ("nb", "Med bot eller fengsel inntil 2 år straffes den som farger ting", [(None, 24, False, True)]),
    ("nb", "fengsel fra 2 til 6 år", [(24, 72, False, False)]),
    ("da", "straffes med bøde eller fængsel indtil 1 år og 6 måneder", [(None, 18, False, True)]),
    ("et", "karistatakse rahalise karistuse või kuni kolmeaastase vangistusega", [(None, 36, False, True)]),
    ("et", "karistatakse ühe- kuni viieaastase vangistusega", [(12, 60, False, False)]),
    ("zh-Hant", "處一年以上七年以下有期徒刑，得併科罰金", [(12, 84, False, True)]),
    ("zh-Hans", "处三年以下有期徒刑", [(None, 36, False, False)]),
    ("ja", "三月以上五年以下の拘禁刑又は百万円以下の罰金に処する", [(3, 60, False, True)]),
    ("pt", "Pena – reclusão, de 3 (três) a 6 (seis) anos, e multa", [(36, 72, False, True)]),
    ("nl", "gevangenisstraf van ten hoogste vier jaren of geldboete van de vijfde categorie", [(None, 48, False, True)]),
    ("pl", "podlega karze pozbawienia wolności od 3 miesięcy do lat 5", [(3, 60, False, False)]),
    ("pl", "pozbawienia wolności od lat 2 do 12", [(24, 144, False, False)]),
    ("pl", "pozbawienia wolności od roku do lat 10", [(12, 120, False, False)]),
    ("cs", "odnětím svobody na šest měsíců až tři léta", [(6, 36, False, False)]),
    ("cs", "odnětím svobody až na dva roky", [(None, 24, False, False)]),
    ("uk", "позбавленням волі на строк від двох до шести років", [(24, 72, False, False)]),
    ("uk", "обмеженням волі до трьох років або позбавленням волі на той самий строк", [(None, 36, False, False)]),
    ("lv", "ar brīvības atņemšanu uz laiku no trim līdz desmit gadiem", [(36, 120, False, False)]),
    ("lt", "baudžiamas bauda arba laisvės atėmimu nuo dvejų iki aštuonerių metų", [(24, 96, False, True)]),
    ("lt", "tas, kas nudažė tvorą, baudžiamas areštu arba laisvės atėmimu iki trejų metų", [(None, 36, False, False)]),
    ("lt", "baudžiamas laisvės atėmimu nuo penkerių iki dvidešimties metų arba laisvės atėmimu iki gyvos galvos", [(60, 240, True, False)]),
    ("fi", "tuomittava sakkoon tai vankeuteen enintään kahdeksi vuodeksi", [(None, 24, False, True)]),
    ("sv", "döms till fängelse, lägst ett och högst sex år", [(12, 72, False, False)]),
    ("tr", "iki yıldan beş yıla kadar hapis ve adlî para cezası", [(24, 60, False, True)]),
    ("ar", "بالحبس مدة لا تقل عن سنة ولا تزيد على خمس سنوات", [(12, 60, False, False)]),
    ("ar", "يعاقب بالحبس مدة لا تجاوز سنة وبالغرامة التي لا تزيد على عشرة آلاف ريال", [(None, 12, False, True)]),
    ("bn", "অনধিক ৫ (পাঁচ) বৎসর কারাদণ্ডে", [(None, 60, False, False)]),
    ("id", "dipidana dengan pidana penjara paling singkat 1 (satu) tahun dan paling lama 10 (sepuluh) tahun", [(12, 120, False, False)]),
    ("id", "yang mengecat pagar orang di bawah umur 14 tahun dipidana kurungan paling lama 6 (enam) bulan", [(None, 6, False, False)]),
    ("ms", "didenda tidak melebihi lima ribu ringgit atau dipenjarakan selama tempoh tidak melebihi dua tahun", [(None, 24, False, True)]),
    ("ms", "pemenjaraan selama tempoh tidak kurang daripada lima tahun dan tidak lebih daripada dua puluh tahun", [(60, 240, False, False)]),
    ("sk", "potrestá sa odňatím slobody na dva roky až osem rokov", [(24, 96, False, False)]),
    ("el", "τιμωρείται με φυλάκιση τουλάχιστον δύο ετών και χρηματική ποινή", [(24, None, False, True)]),
    ("vi", "bị phạt tù từ 02 năm đến 07 năm", [(24, 84, False, False)]),
    ("ne", "दुई वर्षदेखि पाँच वर्षसम्म कैद र दश हजार रुपैयाँ जरिवाना", [(24, 60, False, True)]),
    ("it", "è punito con la reclusione da sei mesi a due anni e con la multa da euro 100 a euro 500", [(6, 24, False, True)]),
    ("it", "chi dipinge una siepe soggiace all'arresto fino a tre anni", [(None, 36, False, False)]),
    ("ca", "serà castigat amb la pena de presó de sis mesos a dos anys", [(6, 24, False, False)]),
    ("ro", "se pedepsește cu închisoare de la 3 luni la un an sau cu amendă", [(3, 12, False, True)]),
    ("is", "skal sæta sektum eða fangelsi allt að 2 árum", [(None, 24, False, True)]),
    ("is", "fangelsi ekki skemur en 1 ár og allt að 16 árum", [(12, 192, False, False)]),
    ("ko", "1년 이상 10년 이하의 징역에 처한다", [(12, 120, False, False)]),
    ("ko", "13세 미만의 사람을 칠한 자는 3년 이하의 징역 또는 3천만원 이하의 벌금에 처한다", [(None, 36, False, True)]),
    ("ko", "무기 또는 5년 이상의 징역에 처한다", [(60, None, True, False)]),
    ("hu", "bűntett miatt két évtől nyolc évig terjedő szabadságvesztéssel büntetendő", [(24, 96, False, False)]),
    ("hu", "a) birtokol, bűntett miatt egy évtől öt évig, b) elad, bűntett miatt két évtől nyolc évig terjedő szabadságvesztéssel büntetendő", [(12, 60, False, False), (24, 96, False, False)]),
    ("hu", "tíz évtől húsz évig terjedő vagy életfogytig tartó szabadságvesztéssel büntetendő", [(120, 240, True, False)]),
    ("hu", "aki tizennégy éven aluli személy kerítését festi, három évig terjedő szabadságvesztéssel büntetendő", [(None, 36, False, False)]),
    ("hr", "kaznit će se kaznom zatvora od šest mjeseci do pet godina", [(6, 60, False, False)]),
    ("hr", "kazniće se novčanom kaznom ili zatvorom do dve godine", [(None, 24, False, True)]),
    ("sl", "se kaznuje z zaporom od šestih mesecev do petih let", [(6, 60, False, False)]),
    ("sl", "se kaznuje z denarno kaznijo ali zaporom do enega leta", [(None, 12, False, True)]),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "wanted"), SENTENCES)
def test_terms(language: str, text: str, wanted: list[tuple]) -> None:
    got = [t for t in terms(text, language) if t.kind == "custody"]
    assert [(t.min_months, t.max_months, t.life, t.fine) for t in got] == wanted


def test_every_language_file_has_a_sentence_of_its_own() -> None:
    files = {path.stem for path in FOLDER.glob("*.yml")}
    assert files == {language for language, _, _ in SENTENCES}
    assert all(load_sentencing(name).language == name for name in files)


def test_offsets_are_those_of_the_printed_text() -> None:
    text = "§ 3\u00a0  Wer Dinge färbt, wird mit FREIHEITSSTRAFE\n von drei  Monaten bis zu fünf\u00adJahren bestraft."
    (term,) = terms(text, "de")
    assert text[term.start : term.end].startswith("FREIHEITSSTRAFE\n von drei  Monaten")
    assert (term.min_months, term.max_months) == (3, 60)


def test_unknown_language_and_regional_tags() -> None:
    assert terms("imprisonment for five years", "xx") == []
    assert sentencing_language("pt-BR") == "pt" and sentencing_language("no") == "nb"
    assert sentencing_language("zh-TW") == "zh-Hant" and sentencing_language("tlh") is None


def test_modes_of_trial_and_repetition() -> None:
    text = (
        "(a) on summary conviction, to imprisonment for 6 months; (b) on conviction on indictment, "
        "to imprisonment for 7 years, and on a second or subsequent conviction imprisonment for "
        "9 years."
    )
    assert [(t.max_months, t.mode) for t in terms(text, "en")] == [
        (6, "lower"),
        (84, "higher"),
        (108, "repeat"),
    ]


LANGUAGES = {
    "AR": "es", "BD": "bn", "BE": "fr", "BR": "pt", "CN": "zh-Hans", "CO": "es", "CZ": "cs",
    "DE": "de", "EE": "et", "ES": "es", "FI": "fi", "FR": "fr", "JP": "ja", "LV": "lv", "MX": "es",
    "NL": "nl", "NO": "nb", "PL": "pl", "QA": "ar", "SE": "sv", "TR": "tr", "TW": "zh-Hant",
    "UA": "uk",
}  # fmt: skip


@pytest.mark.corpus
def test_coded_quotes_give_the_coded_ranges(gold: Path) -> None:
    """Coders quote the clause they read; a quote cut short, or a mere reference, gives no range."""
    right = total = 0
    for file in sorted(gold.glob("*.jsonl")):
        for text in file.open(encoding="utf-8"):
            line = json.loads(text)
            if "penalty" not in line or not line["evidence"] or not line["max_months"]:
                continue
            language = LANGUAGES.get(line["jurisdiction"], "en")
            got = terms(line["evidence"][-1]["quote"], language)
            coded = (line["min_months"], line["max_months"], line["life"])
            total += 1
            right += coded in [(t.min_months, t.max_months, t.life) for t in got]
    assert total > 130
    assert right / total >= 0.78, f"{right} of {total}"
