"""How provisions are cited: from printed labels to citations, and when two citations are one.

A section's *key* is its citation in one spelling, such as `184b`, `175.1` or `20:19`, so that
`§ 184b Abs. 3`, `184b(3)` and `184 b` can be seen to lie in the same section.
"""

import re
import unicodedata

from lexgap.schema.numerals import plain_numbers

ARTICLE_WORDS: dict[str, str] = {
    "en": r"section|sec\.?|article|art\.?|s\.",
    "fr": r"article|art\.?",
    "es": r"art[íi]culo|art\.?",
    "pt": r"artigo|art\.?",
    "nl": r"artikel|art\.?",
    "de": r"paragraph|artikel|art\.?",
    "uk": r"стаття|ст\.?",
    "ru": r"статья|ст\.?",
    "tr": r"madde",
    "pl": r"artykuł|art\.?",
    "it": r"articolo|art\.?",
    "ro": r"articolul|art\.?",
    "sl": r"člen|čl\.?",
    "ar": r"المادة|مادة",
}
"""Words before a section's own number, by language; § is one in every language."""

EVERY_WORD = "|".join(
    sorted({word for words in ARTICLE_WORDS.values() for word in words.split("|")}, key=len)[::-1]
)
GLUED = re.compile(r"(?<=[\dA-Z])\.(?:\s+[^\W\d]+|[^\W\d]{2,})(?:\s[^\W\d]{1,2})?$")
PARAGRAPH_SIGN = re.compile(r"§\s*(\d+[ºo°]?(?:-[A-Z])?)")
ARTICLE_LABEL = re.compile(rf"(?:{EVERY_WORD})\s*\d|第.+[条條]", re.IGNORECASE)
IDEOGRAPHIC_ARTICLE = re.compile(r"第.+[条條]")
SPACES = re.compile(r"\s+")

CHAPTERED = re.compile(
    r"(\d+ ?[a-z]?) ?(?:luku|kap\.?|kapittel|kapitel) ?(\d+(?: ?[a-z](?![a-z]))?)"
)
HAN = re.compile(r"第 ?(\d+(?:-\d+)?) ?[条條](?:(?:の|之)(\d+))?")
SCHEDULE = re.compile(r"(?:schedule|annex|anexo|annexe|anlage) (\d+[a-z]?)")
SUFFIX = r"bis|ter|quater|quinquies|sexies|septies|octies|nonies|decies"
END = r"(?![^\W\d_])"
NUMBER = re.compile(
    rf"(\d+)((?:[.\-/]\d+)*)( ?[\-/.]?(?:{SUFFIX}){END}|[\-/.]?[a-z]{{1,3}}{END}| [a-z]{END})?"
    r"((?:[.\-/]\d+)*)"
)
QUOTED = re.compile(
    rf"^\S.* \(((?:(?:{EVERY_WORD}|§)\s*)\d.*|\d+[A-Z]{{1,3}}\(.*)\)$", re.IGNORECASE
)
ORDINAL = re.compile(r"(?<=\d)\.?(?:[º°ª]|o(?![^\W\d_]))")


def own_number(number: str, language: str) -> str:
    """A printed label as one cites it within the act.

    >>> own_number("Artículo 177 bis", "es"), own_number("§ 60a", "cs"), own_number("第七条", "ja")
    ('177 bis', '60a', '第七条')
    >>> own_number("Section 1", "fr")
    'Section 1'
    """
    words = ARTICLE_WORDS.get(language.split("-", maxsplit=1)[0], EVERY_WORD)
    text = SPACES.sub(" ", number.replace("\u00ad", "")).strip()
    own = re.sub(rf"^(?:§+|(?:{words})(?=[\s\d])) ?", "", text, flags=re.IGNORECASE)
    if own != text:
        own = GLUED.sub("", own)
    return own.strip(" .:–—-") or text


def is_article_label(number: str) -> bool:
    """True for a label that says it is an article: `Art. 5`, `第五条`."""
    return ARTICLE_LABEL.match(number.strip()) is not None


def paragraph_citation(article: str, number: str) -> str | None:
    """Citation of a paragraph row under the article label before it; None if it is none.

    >>> paragraph_citation("第七条", "３"), paragraph_citation("Art. 240", "§ 1oIncorre")
    ('第七条第三項', '240 § 1o')
    >>> paragraph_citation("12", "13") is None
    True
    """
    own = number.strip()
    if IDEOGRAPHIC_ARTICLE.match(article):
        if own.isdecimal() and int(own) > 1:
            return f"{article.strip()}第{ideograph(int(own))}項"
        return None
    sign = PARAGRAPH_SIGN.match(own)
    if sign and is_article_label(article):
        return f"{own_number(article, 'und')} § {sign.group(1)}"
    return None


def ideograph(value: int) -> str:
    """A number from 1 to 99 in ideographs; digits beyond.

    >>> ideograph(3), ideograph(10), ideograph(21)
    ('三', '十', '二十一')
    """
    if not 1 <= value <= 99:
        return str(value)
    tens, ones = divmod(value, 10)
    ten = ("" if tens == 1 else "一二三四五六七八九"[tens - 1]) + "十" if tens else ""
    return ten + ("一二三四五六七八九"[ones - 1] if ones else "")


def section_keys(citation: str) -> list[str]:
    """Keys of the section a citation may lie in, the longest reading first; empty without number.

    Whether `189.1` is section 189.1 or paragraph 1 of section 189 only the act can tell. A wording
    that an amending provision quotes, `4 (s. 58(1))`, lies in the section it is for.

    >>> section_keys("184b Abs. 3"), section_keys("189.1"), section_keys("16 kap. 10 a § tredje")
    (['184b', '184'], ['189.1', '189'], ['16:10a'])
    >>> section_keys("1 4) (art. 202 § 3)"), section_keys("188 (66B(4)(a))"), section_keys("6 (2)")
    (['202'], ['66b', '66'], ['6'])
    """
    if quoted := QUOTED.search(citation):
        return section_keys(quoted.group(1))
    text = ORDINAL.sub("", plain_numbers(citation))
    text = unicodedata.normalize("NFKC", text).casefold()
    text = SPACES.sub(" ", text.replace("‑", "-").replace("–", "-")).strip(" §.")
    if found := CHAPTERED.search(text):
        return [f"{squeeze(found.group(1))}:{squeeze(found.group(2))}"]
    if found := HAN.search(text):
        whole = ".".join(part for part in found.groups() if part)
        return [whole.replace("-", ".")]
    if found := SCHEDULE.search(text):
        return [f"schedule {found.group(1)}"]
    found = NUMBER.search(text)
    if not found:
        return []
    first, dotted, letters, more = (group or "" for group in found.groups())
    head = first.lstrip("0") + re.sub(r"[\-/]", ".", dotted)
    letters = re.sub(r"[^a-z]", "", letters)
    tail = re.sub(r"[\-/]", ".", more)
    return list(
        dict.fromkeys(
            [*shortened(head + letters + tail, len(head + letters)), *shortened(head, len(first))]
        )
    )


def shortened(key: str, least: int) -> list[str]:
    """`key` and what is left as its dotted parts fall away, down to `least` characters.

    >>> shortened("227.23.1", 3)
    ['227.23.1', '227.23', '227']
    """
    keys = [key]
    while len(key) > least and "." in key:
        key = key.rpartition(".")[0]
        keys.append(key)
    return keys


def squeeze(text: str) -> str:
    """`text` without spaces."""
    return text.replace(" ", "")


def section_key(citation: str, known: frozenset[str] | set[str]) -> str:
    """The section a citation lies in: its longest reading in `known`, else its shortest plain one.

    >>> section_key("189.1", {"189"}), section_key("163.1(4)", {"163", "163.1"})
    ('189', '163.1')
    """
    keys = section_keys(citation)
    if not keys:
        return citation.strip().casefold()
    return next((key for key in keys if key in known), keys[0])
