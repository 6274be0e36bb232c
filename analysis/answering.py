"""The stage `answer`: one answer a country and item, from the findings of its acts."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

from lexgap.analysis.counted import Clock, bar
from lexgap.analysis.kept import Kept, Replies
from lexgap.analysis.penalties import country_penalties
from lexgap.analysis.references import key
from lexgap.analysis.tagging import newest
from lexgap.crawlers.sources import countries
from lexgap.schema.ids import work_of
from lexgap.schema.load import checklist
from lexgap.schema.models import Act, Answer, Finding
from lexgap.schema.rules import ItemRule, RuleBook, load_rules
from lexgap.schema.store import BadInputError, Folder, read_act, read_lines
from lexgap.schema.wording import language_for

SHOWN = 2
"""Findings an answer cites, each of another section; a third is right in one case of four."""
OFTEN = 4
"""Findings of a section from which more say nothing new."""
NUMBERED = re.compile(r"(\d*)(\D*)")


def answer(folder: Folder) -> dict[str, int]:
    """Write answers.jsonl and penalties.jsonl; return the counts of countries, answers, penalties.

    A country is answered again when its texts or findings, or lexgap itself, changed; `unchanged`
    counts the others.
    """
    clock = Clock()
    folder.open()
    kept = Kept(folder)
    items = [item.id for item in checklist()]
    replies: list[Replies] = []
    with bar() as shown:
        for name, paths in shown.track(list(kept.paths.items()), description="answer"):
            replies.append(kept.held.get(name) or _replies(folder, paths, items))
    answered = {str(row["country"]) for one in replies for row in one.answers}
    blocked = [a.model_dump(mode="json") for a in _blocked(folder, answered, items)]
    kept.write(replies, blocked)
    counts = {
        "countries": len(answered) + len({row["country"] for row in blocked}),
        "answers": sum(len(one.answers) for one in replies) + len(blocked),
        "penalties": sum(len(one.penalties) for one in replies),
        "unchanged": len(kept.held),
    }
    clock.log(folder, "answer", counts, 0)
    return counts


def _replies(folder: Folder, paths: Sequence[Path], items: Sequence[str]) -> Replies:
    """The answers and penalties of one country."""
    acts = newest([read_act(path) for path in paths])
    found = {a.id: list(_findings(folder, a)) for a in acts if language_for(a.language)}
    answers = country_answers(acts[0].country, acts, found, items, load_rules())
    penalties = country_penalties(acts, _ranked(found))
    return Replies(
        [a.model_dump(mode="json") for a in answers],
        [p.model_dump(mode="json") for p in penalties],
    )


def _ranked(found: Mapping[str, Sequence[Finding]]) -> list[Finding]:
    everything = (f for findings in found.values() for f in findings)
    return sorted(everything, key=lambda f: (*_rank(f, 0), f.provision, f.start))


def _findings(folder: Folder, act: Act) -> Iterator[Finding]:
    path = folder.finding_path(act.id)
    if not path.exists():
        raise BadInputError(f"{path}: missing; run `lexgap tag` before `lexgap answer`")
    for number, row in read_lines(path):
        if number == 1:
            if row["act_sha256"] != act.sha256:
                raise BadInputError(f"{path}:1: of another text; run `lexgap tag` again")
            continue
        yield Finding(**row)


def country_answers(
    country: str,
    acts: Sequence[Act],
    found: Mapping[str, Sequence[Finding]],
    items: Sequence[str],
    book: RuleBook,
) -> list[Answer]:
    """Answers of one country. `found`: findings by act id, of the acts whose language is known."""
    read = [act for act in acts if act.id in found]
    if not read:
        languages = ", ".join(sorted({act.language for act in acts}))
        note = f"no concepts for the language of the texts ({languages})"
        return [
            Answer(country=country, item=item, answer="not-assessed", note=note) for item in items
        ]
    read = sorted(read, key=lambda act: (act.text_state == "translation", act.id))
    findings = [f for act in read for f in found[act.id]]
    days = [day for act in read for day in (act.as_at, act.retrieved) if day]
    searched = sum(len(act.provisions) for act in read)
    return answers_of(country, findings, items, book, searched, max(days, default=None))


def _blocked(folder: Folder, known: set[str], items: Sequence[str]) -> Iterator[Answer]:
    """Countries whose declared source machines cannot read, where no text is at hand."""
    for name, file in sorted(countries(folder).items()):
        source = file.source
        if source.blocked and source.country not in known:
            for item in items:
                yield Answer(
                    country=source.country,
                    item=item,
                    answer="source-blocked",
                    note=f"{name}: {source.blocked}",
                )


def answers_of(
    country: str,
    findings: Iterable[Finding],
    items: Sequence[str],
    book: RuleBook,
    searched: int,
    as_at: dt.date | None,
) -> list[Answer]:
    """The answers of a country with text in a language that has concepts."""
    by_item: dict[str, list[Finding]] = {}
    for finding in findings:
        by_item.setdefault(finding.item, []).append(finding)
    outcomes = {
        item: _outcome(by_item.get(item, ()), book.items[item])
        for item in items
        if item in book.items
    }
    return [
        Answer(
            country=country,
            item=item,
            searched=searched,
            as_at=as_at,
            **_settled(item, outcomes, by_item.get(item, []), book.items),
        )
        for item in items
    ]


def _outcome(findings: Sequence[Finding], rule: ItemRule) -> str:
    if rule.needs:
        proved = {f.labeller.rsplit("/", 1)[-1] for f in findings if f.polarity == "yes"}
        if proved.issuperset(rule.needs):
            return "yes"
        return "partial" if findings else "not-found"
    if any(f.polarity == "yes" for f in findings):
        return "yes"
    return "partial" if findings else "not-found"


def _settled(
    item: str,
    outcomes: Mapping[str, str],
    findings: Sequence[Finding],
    rules: Mapping[str, ItemRule],
) -> dict[str, object]:
    if item not in rules:
        return {"answer": "not-assessed", "note": "no rule for this item yet"}
    rule, outcome = rules[item], outcomes[item]
    if rule.unless and outcomes[rule.unless] == "yes":
        return {"answer": "not-found", "note": f"ruled out by {rule.unless}"}
    if rule.requires and outcomes[rule.requires] == "not-found":
        return {"answer": "not-found", "note": f"nothing found for {rule.requires}"}
    if rule.limited and outcome == "yes" and outcomes[rule.limited] == "partial":
        outcome = "partial"
    return {"answer": outcome, "findings": tuple(f.id for f in best(findings, rule.shows))}


def best(findings: Sequence[Finding], shows: Sequence[str] = ()) -> list[Finding]:
    """The findings to cite, each of another section.

    Better clauses come first, then sections that are more about CSAM or prove the item more often,
    then the order of the act. Of the expressions of a work the one whose act comes first is cited.
    All are of the answer's own polarity but those that rest on a group of `shows` which no other does.
    """
    acts = {act: n for n, act in enumerate(dict.fromkeys(f.act for f in findings))}
    support = Counter(map(_place, findings))
    ranked = sorted(findings, key=lambda f: (*_rank(f, support[_place(f)]), acts[f.act], f.start))
    places: dict[tuple[str, str], list[Finding]] = {}
    for finding in ranked:
        places.setdefault(_place(finding), []).append(finding)
    own = [place for place, (first, *_) in places.items() if first.polarity == ranked[0].polarity]
    chosen = {place: places[place][0] for place in own[:1]}
    for names in (set(group.split("|")) for group in shows):
        if not any(names & _concepts(f) for f in chosen.values()):
            resting = (f for f in ranked if names & _concepts(f) and _place(f) not in chosen)
            chosen.update({_place(f): f for f in islice(resting, 1)})
    for place in own[1:]:
        if len(chosen) < SHOWN:
            chosen.setdefault(place, places[place][0])
    return [_first(f, places[place], acts) for place, f in chosen.items()]


def _first(finding: Finding, others: Sequence[Finding], acts: Mapping[str, int]) -> Finding:
    """Of the same polarity in the same section: the one whose act comes first, the finding itself before all."""
    same = (f for f in others if f.polarity == finding.polarity)
    return min(finding, *same, key=lambda f: acts[f.act])


def _concepts(finding: Finding) -> set[str]:
    return set(finding.why.split(", "))


def _place(finding: Finding) -> tuple[str, str]:
    """The work and the section that a finding stands in, whatever the expression."""
    return work_of(finding.act), key(finding.citation)


def _rank(finding: Finding, support: int) -> tuple[bool, int, int, list[tuple[int, str]]]:
    clause = int(finding.labeller.split("/")[2])
    weight = finding.weight + min(support, OFTEN)
    return finding.polarity != "yes", clause, -weight, _natural(key(finding.citation))


def _natural(text: str) -> list[tuple[int, str]]:
    """A key by which 9 comes before 10 and 163.1 after 163."""
    return [(int(part or 0), rest) for part, rest in NUMBERED.findall(text)]
