"""A national collection of our own making: fictional acts among neutral law, about 3 % relevant."""

import random
from collections.abc import Iterator
from pathlib import Path

from lexgap.analysis.drafts import split
from lexgap.schema.models import Act, Provision

HERE = Path(__file__).parent
ACTS = HERE.parent / "tests" / "fixtures" / "acts"
COUNTRY = "XV"
PER_ACT = 120
"""Provisions of an act."""
SHARE = 0.03
"""Share of provisions that come from the fictional acts."""


class Filler:
    """Neutral sentences of a language: templates with slots, each filled from a list of words."""

    def __init__(self, language: str, chance: random.Random) -> None:
        self.chance = chance
        self.slots: dict[str, list[str]] = {}
        self.templates: list[str] = []
        for line in (HERE / f"neutral-{language}.txt").read_text("utf-8").splitlines():
            name, found, words = line.partition(" = ")
            if found and name.isupper():
                self.slots[name] = words.split(" | ")
            elif line and not line.startswith("#"):
                self.templates.append(line)

    def sentence(self) -> str:
        """One sentence."""
        text = self.chance.choice(self.templates)
        for name, words in self.slots.items():
            while name in text:
                text = text.replace(name, self.chance.choice(words), 1)
        while "N" in text.split():
            text = " ".join(
                str(self.chance.randint(2, 90)) if word == "N" else word for word in text.split()
            )
        return text[0].upper() + text[1:].replace(" .", ".")

    def provision(self) -> str:
        """Several sentences, some of them numbered."""
        sentences = [self.sentence() for _ in range(self.chance.randint(2, 9))]
        if len(sentences) > 3:
            sentences = [f"({n}) {sentence}" for n, sentence in enumerate(sentences, 1)]
        return "\n".join(sentences)


def relevant(language: str) -> list[str]:
    """Texts of the provisions of the two fictional acts."""
    texts = []
    for name in ("positive", "lookalike"):
        act = split((ACTS / language / f"{name}.txt").read_text("utf-8"), language).act(
            COUNTRY, language, name
        )
        texts += [provision.text for provision in act.provisions]
    return texts


def collection(language: str, size: int, seed: int = 1) -> Iterator[Act]:
    """Acts of `size` provisions together, the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - no secret depends on it
    filler, telling = Filler(language, chance), relevant(language)
    for first in range(0, size, PER_ACT):
        name = f"xv/act-{first // PER_ACT + 1}/{language}"
        texts = [
            chance.choice(telling) if chance.random() < SHARE else filler.provision()
            for _ in range(min(PER_ACT, size - first))
        ]
        yield Act(
            id=name, work=name.rpartition("/")[0], country=COUNTRY, language=language,
            title=filler.sentence()[:60], citation=f"Act {first // PER_ACT + 1}",
            url="https://laws.varonia.example/act", sha256="0" * 64, text_state="in-force",
            source="benchmark",
            provisions=tuple(
                Provision(id=f"{name}#{n}", number=str(n), citation=str(n), text=text)
                for n, text in enumerate(texts, 1)
            ),
        )  # fmt: skip
