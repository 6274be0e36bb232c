"""Coded answers to compare with: one JSON object a line, answers and penalties mixed."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from lexgap.schema.models import Country, PenaltyAct
from lexgap.schema.store import BadInputError, read_lines


class Line(BaseModel):
    """What both kinds of line share."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Evidence(Line):
    """A passage the coder relied on."""

    file: str = ""
    section: str
    quote: str = ""


class GoldAnswer(Line):
    """The coded answer for one country and item."""

    jurisdiction: Country
    item: str
    answer: Literal["yes", "partial", "no"]
    evidence: tuple[Evidence, ...] = ()
    confidence: str = ""
    note: str = ""


class GoldPenalty(Line):
    """The coded custodial range for one country and act type; terms in months."""

    jurisdiction: Country
    penalty: PenaltyAct
    min_months: int | None
    max_months: int | None
    life: bool
    fine: bool
    evidence: tuple[Evidence, ...] = ()
    note: str = ""


@dataclass
class Gold:
    """Coded answers by (country, item) and penalties by (country, act type)."""

    answers: dict[tuple[str, str], GoldAnswer] = field(default_factory=dict)
    penalties: dict[tuple[str, str], list[GoldPenalty]] = field(default_factory=dict)

    @property
    def countries(self) -> list[str]:
        """Countries coded, in order."""
        return sorted({country for country, _ in self.answers})


ANSWER = TypeAdapter(GoldAnswer)
PENALTY = TypeAdapter(GoldPenalty)


def read_gold(path: Path) -> Gold:
    """Read a file or a folder of coded answers. Raises BadInputError naming file and line."""
    if not path.exists():
        raise BadInputError(f"{path}: no such file or folder; give the coded answers")
    files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    gold = Gold()
    for file in files:
        for number, value in read_lines(file):
            add(gold, value, f"{file}:{number}")
    if not gold.answers:
        raise BadInputError(f"{path}: no coded answer in it; give files of coded answers")
    return gold


def add(gold: Gold, value: Any, where: str) -> None:
    """Put one line where it belongs. Raises BadInputError."""
    try:
        if isinstance(value, dict) and "penalty" in value:
            penalty = PENALTY.validate_python(value)
            key = (penalty.jurisdiction, penalty.penalty)
            gold.penalties.setdefault(key, []).append(penalty)
            return
        answer = ANSWER.validate_python(value)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "line"
        raise BadInputError(
            f"{where}: not a coded answer ({place}: {first['msg']}); see the codebook"
        ) from error
    cell = (answer.jurisdiction, answer.item)
    if cell in gold.answers:
        raise BadInputError(f"{where}: {cell[0]} {cell[1]} is coded twice; keep one of the lines")
    gold.answers[cell] = answer
