"""Numbers as statutes write them: any digits, ideographs, superscripts."""

import re
import unicodedata

IDEOGRAPHS = "〇零一二三四五六七八九十百千两兩"
RUN = re.compile(f"[{IDEOGRAPHS}]+")
DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {
    "零": 0,
    "两": 2,
    "兩": 2,
}
UNITS = {"十": 10, "百": 100, "千": 1000}
SUPERSCRIPTS = {ord(char): str(value) for value, char in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")}
RAISED = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹]+")


def ideographic(run: str) -> int:
    """Value of a run of number ideographs, positional (一〇五) or with units (百八十二).

    >>> ideographic("百八十二"), ideographic("一〇五"), ideographic("二十")
    (182, 105, 20)
    """
    if not any(char in UNITS for char in run):
        return int("".join(str(DIGITS[char]) for char in run))
    total = digit = 0
    for char in run:
        if char in UNITS:
            total += (digit or 1) * UNITS[char]
            digit = 0
        else:
            digit = DIGITS[char]
    return total + digit


def western_digits(text: str) -> str:
    """`text` with every decimal digit of any script as 0-9, character for character.

    >>> western_digits("২৫(৩)")
    '25(3)'
    """
    return "".join(
        str(unicodedata.decimal(char)) if char.isdecimal() and not char.isascii() else char
        for char in text
    )


def plain_numbers(text: str) -> str:
    """`text` with ideographic numbers and digits of any script as 0-9; raised digits as `.n`.

    >>> plain_numbers("第百八十二条"), plain_numbers("175¹")
    ('第182条', '175.1')
    """
    raised = RAISED.sub(lambda m: "." + m.group().translate(SUPERSCRIPTS), text)
    return RUN.sub(lambda m: str(ideographic(m.group())), western_digits(raised))
