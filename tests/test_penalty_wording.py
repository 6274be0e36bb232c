"""Days, shares, references and money in the wording of penalties; our own invented sentences."""

from fractions import Fraction

import pytest

from lexgap.analysis.penalties import currency
from lexgap.analysis.penalty import terms

# (language, text, minimum, maximum): the one custodial range of the sentence.
RANGES = [
    ("en", "imprisonment for a period of thirty days to six months", 1, 6),
    ("en", "imprisonment for not more than ninety days", None, 3),
    ("en", "imprisonment of ten days to two years", None, 24),
    ("en", "imprisonment for a term of at least five years", 60, None),
    ("en", "imprisonment for up to two years and up to five years where the fence is a king's", None, 60),
    ("en", "imprisonment for one year and six months", None, 18),
    ("fr", "un emprisonnement de quinze jours à deux mois", None, 2),
    ("fr", "une peine d'emprisonnement qui n'excède pas cinq ans", None, 60),
    ("de", "Freiheitsstrafe von mindestens drei Jahren", 36, None),
    ("de", "Haft bis zu sechs Wochen", None, 1),
    ("es", "prisión no menor de ocho años ni mayor de doce", 96, 144),
    ("nl", "gevangenisstraf van ten minste twee jaar", 24, None),
    ("da", "fængsel indtil 30 dage", None, 1),
    ("fi", "vankeuteen vähintään neljäksi kuukaudeksi ja enintään kuudeksi vuodeksi", 4, 72),
    ("pl", "pozbawienia wolności na czas nie krótszy od lat 3", 36, None),
    ("pl", "pozbawienia wolności od półtora roku do lat 5", 18, 60),
    ("tr", "bir yıldan az olmamak üzere hapis", 12, None),
    ("ar", "بالسجن مدة لا تقل عن ثلاث سنوات", 36, None),
    ("bn", "অন্যূন ২ (দুই) বৎসর কারাদণ্ডে", 24, None),
    ("zh-Hans", "处五年以上有期徒刑", 60, None),
    ("ja", "一年以上の有期の懲役に処する", 12, None),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "low", "high"), RANGES)
def test_ranges(language: str, text: str, low: int | None, high: int | None) -> None:
    found = [t for t in terms(text, language) if t.kind == "custody"]
    assert [(t.min_months, t.max_months) for t in found] == [(low, high)]


# (language, text, share of the penalty stated elsewhere).
REFERENCES = [
    ("en", "is liable to the same punishment", "1"),
    ("en", "is liable to one half of the penalty stated in section 4", "1/2"),
    ("en", "is liable to the penalty of section 4 reduced by one third", "2/3"),
    ("fr", "est puni des mêmes peines", "1"),
    ("fr", "est puni de la moitié de la peine prévue à l'article 4", "1/2"),
    ("de", "wird ebenso bestraft, wer Zäune hortet", "1"),
    ("es", "la misma pena se impondrá a quien guarde vallas", "1"),
    ("es", "se impondrán las dos terceras partes de la pena", "2/3"),
    ("it", "la pena è aumentata di un terzo", "4/3"),
    ("pt", "incorre na mesma pena quem guarda cercas", "1"),
    ("nl", "met dezelfde straf wordt gestraft", "1"),
    ("pl", "tej samej karze podlega, kto gromadzi płoty", "1"),
    ("cs", "stejně bude potrestán, kdo přechovává ploty", "1"),
    ("tr", "verilecek ceza üçte bir oranında artırılır", "4/3"),
    ("ar", "يعاقب بذات العقوبة كل من خزن الأسوار", "1"),
    ("ja", "垣を隠した者も、第二項と同様とする", "1"),
    ("ko", "그 형의 2분의 1까지 가중한다", "3/2"),
]


@pytest.mark.parametrize(("language", "text", "share"), REFERENCES)
def test_references(language: str, text: str, share: str) -> None:
    (term,) = terms(text, language)
    assert (term.kind, term.share) == ("same", Fraction(share))


# (language, text, country, currency).
MONEY = [
    ("en", "a fine of 500 euros or imprisonment for two years", "XA", "EUR"),
    ("en", "imprisonment for two years and a fine of fifty thousand rupees", "PK", "PKR"),
    ("en", "imprisonment for two years and a fine of fifty thousand rupees", "XA", ""),
    ("en", "imprisonment for two years and the loss of 500 dollars", "US", ""),
    ("fr", "deux ans d'emprisonnement et 3 000 euros d'amende", "FR", "EUR"),
    ("es", "prisión de uno a dos años y multa de cien pesos", "MX", "MXN"),
    ("pl", "pozbawienia wolności do lat 2 i grzywnie do 5000 złotych", "PL", "PLN"),
    ("ja", "一年以下の懲役又は十万円以下の罰金", "JP", "JPY"),
    ("bn", "অনধিক ২ (দুই) বৎসর কারাদণ্ড বা ১০ টাকা অর্থদণ্ড", "BD", "BDT"),
]


@pytest.mark.parametrize(("language", "text", "country", "code"), MONEY)
def test_currencies(language: str, text: str, country: str, code: str) -> None:
    (term,) = [t for t in terms(text, language) if t.kind == "custody"]
    assert currency(term.currencies, country) == code
