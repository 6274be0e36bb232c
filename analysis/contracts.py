"""What `lexgap answers --json` and `lexgap penalties --json` print: shapes others rely upon."""

from typing import Any

from lexgap.analysis.collect import read_models
from lexgap.analysis.review.decisions import decide
from lexgap.schema.load import checklist
from lexgap.schema.models import PENALTY_ACTS, Act, Answer, Finding, Penalty
from lexgap.schema.store import BadInputError, Folder, read_lines, some_acts

Record = dict[str, Any]

AGAIN = "run `lexgap answer` again"


def act_heads(folder: Folder) -> dict[str, Act]:
    """Every act by id, without its provisions. Raises BadInputError on a foreign file."""
    heads = {}
    for path in some_acts(folder):
        row: Any = next(read_lines(path), (0, None))[1]
        try:
            act = Act(**row)
        except (TypeError, ValueError) as error:
            raise BadInputError(
                f"{path}:1: not an act file ({str(error).splitlines()[0]}); run `lexgap read` again"
            ) from error
        heads[act.id] = act
    return heads


def cited_findings(folder: Folder, ids: set[str]) -> dict[str, Finding]:
    """The findings called `ids`. Raises BadInputError where one is missing."""
    found = {}
    for path in sorted(folder.findings.glob("*/*.jsonl")):
        for number, row in read_lines(path):
            if number > 1 and row.get("id") in ids:
                try:
                    found[row["id"]] = Finding(**row)
                except (TypeError, ValueError) as error:
                    first = str(error).splitlines()[0]
                    raise BadInputError(
                        f"{path}:{number}: {first}; run `lexgap tag` again"
                    ) from error
    if missing := sorted(ids - found.keys()):
        raise BadInputError(
            f"{folder.answers}: names finding {missing[0]}, which {folder.findings} does not hold; "
            "run `lexgap tag` and `lexgap answer` again"
        )
    return found


def text_countries(folder: Folder, heads: dict[str, Act]) -> list[str]:
    """Countries with text, sorted. Raises BadInputError where there is no text or no answer."""
    if not folder.answers.exists():
        raise BadInputError(f"{folder.answers}: missing; run `lexgap run` with this --data")
    return sorted({act.country for act in heads.values()})


def answer_records(folder: Folder) -> list[Record]:
    """One record for every country with text and every item of the checklist.

    {"country", "item", "answer", "basis", "findings": [{"act", "provision", "quote", "start",
    "end", "url", "sha256"}]}; `provision` is the printed citation, the best finding comes first.
    """
    heads = act_heads(folder)
    countries = text_countries(folder, heads)
    decided = decide(folder, read_models(folder.answers, Answer, AGAIN))
    answers = {(a.country, a.item): a for a in decided.answers if a.country in countries}
    read = {f.id: f for f in decided.findings}
    wanted = {f for a in answers.values() for f in a.findings}
    findings = {**cited_findings(folder, wanted - read.keys()), **read}
    records = []
    for country in countries:
        for item in checklist():
            answer = answers.get((country, item.id)) or Answer(
                country=country, item=item.id, answer="not-assessed"
            )
            cited = [_evidence(findings[f], heads) for f in answer.findings]
            record = answer.model_dump(include={"country", "item", "answer", "basis"})
            records.append({**record, "findings": cited})
    return records


def _evidence(finding: Finding, heads: dict[str, Act]) -> Record:
    act = heads[finding.act]
    return {
        "act": finding.act,
        "provision": finding.citation,
        "quote": finding.quote,
        "start": finding.start,
        "end": finding.end,
        "url": act.url,
        "sha256": act.sha256,
    }


def penalty_records(folder: Folder) -> list[Record]:
    """One record for every country with text and act type whose penalty was read.

    {"country", "penalty", "min_months", "max_months", "life", "fine", "act", "provision", "quote"};
    months are null where the law states none, `provision` is the printed citation.
    """
    countries = text_countries(folder, act_heads(folder))
    fields = {"country", "penalty", "min_months", "max_months", "life", "fine", "act"}
    records = [
        {**p.model_dump(include=fields), "provision": p.citation, "quote": p.quote}
        for p in read_models(folder.penalties, Penalty, AGAIN)
        if p.country in countries
    ]
    return sorted(records, key=lambda r: (r["country"], PENALTY_ACTS.index(r["penalty"])))
