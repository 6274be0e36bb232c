"""Why a country's law answers an item as it does, derived again from the texts."""

from collections.abc import Mapping, Sequence

from lexgap.analysis.answering import answers_of
from lexgap.analysis.evidence import Definition, Flag, Followed, Laws, Spoken
from lexgap.analysis.misses import SHOWN, NearMiss, near_misses
from lexgap.analysis.plain import SCOPES, clause_words, group, label
from lexgap.analysis.quotation import quotable
from lexgap.analysis.readings import read_country
from lexgap.analysis.tagger import Proof, proofs
from lexgap.analysis.tagging import newest
from lexgap.schema.load import checklist, jurisdictions
from lexgap.schema.models import Act, Answer, ChecklistItem, Finding, Model, Outcome
from lexgap.schema.problems import nearest
from lexgap.schema.rules import RuleBook, load_rules
from lexgap.schema.store import BadInputError, Folder, read_act, some_acts


class Reason(Model):
    """One finding that the answer rests on, and why it is one."""

    finding: Finding
    """The finding, with its quote and offsets."""
    title: str
    """Title of the act."""
    url: str
    """Address of the act."""
    rule: tuple[str, ...]
    """The clause that fired, in plain words, one condition a line."""
    concepts: tuple[Spoken, ...]
    """The concepts that met it."""
    flags: tuple[Flag, ...]
    """What is known of the section, and of act and country where the clause asks."""
    definitions: tuple[Definition, ...]
    """Defined terms that reached it."""
    references: tuple[Followed, ...]
    """References that were followed."""


class Miss(Model):
    """A provision that would answer the item but for one condition."""

    item: str
    """The item, or one that it requires."""
    polarity: str
    """Answer it would support: yes or partial."""
    act: str
    """Act id."""
    title: str
    """Title of the act."""
    url: str
    """Address of the act."""
    provision: str
    """Provision id."""
    citation: str
    """Printed citation."""
    start: int
    """Offset of the quote in the provision's text."""
    end: int
    """Offset after the quote."""
    quote: str
    """The words of the provision."""
    says: str
    """What the provision says, in the plain words of the concepts."""
    missing: str
    """The condition it does not meet, in plain words."""
    kind: str
    """purpose, no-purpose, barred, apart, elsewhere, reference or missing."""


class Explanation(Model):
    """The answer to one item for one country with everything it rests on."""

    country: str
    """Jurisdiction."""
    item: str
    """Checklist item."""
    question: str
    """What is asked."""
    answer: Outcome
    """The answer of the rules."""
    note: str
    """Why the answer is what it is where no finding can say it."""
    searched: int
    """Number of provisions searched."""
    reasons: tuple[Reason, ...]
    """The findings, best first."""
    misses: tuple[Miss, ...]
    """The nearest misses, where the answer is not yes."""


class Country:
    """The law of one country, read once and asked about any item."""

    def __init__(self, code: str, acts: Sequence[Act], book: RuleBook | None = None) -> None:
        self.code = code
        self.acts = {act.id: act for act in acts}
        self.book = book or load_rules()
        self.readings, self.context = read_country(acts, self.book)
        self.laws = Laws(self.readings, self.context, self.book)
        self.searched = sum(len(reading.act.provisions) for reading in self.readings)

    def proofs(self, items: Sequence[str]) -> dict[str, Proof]:
        """Every proof of these items by the id of its finding."""
        found: dict[str, Proof] = {}
        for reading in self.readings:
            for proof in proofs(reading, self.context, self.book, items):
                found.setdefault(proof.finding().id, proof)
        return found

    def answers(self, proved: Mapping[str, Proof], items: Sequence[str]) -> dict[str, Answer]:
        """The answers to these items, which must hold what they require."""
        findings = [proof.finding() for proof in proved.values()]
        made = answers_of(self.code, findings, items, self.book, self.searched, None)
        return {answer.item: answer for answer in made}

    def explain(self, item: ChecklistItem, shown: int = SHOWN) -> Explanation:
        """The answer to one item and why."""
        if not self.readings:
            languages = ", ".join(sorted({act.language for act in self.acts.values()}))
            note = f"no concepts for the language of the texts ({languages})"
            return self._made(item, Answer(country=self.code, item=item.id, answer="not-assessed", note=note), (), ())  # fmt: skip
        items = needed(item.id, self.book)
        proved = self.proofs(items)
        answer = self.answers(proved, items)[item.id]
        reasons = [self.reason(proved[name]) for name in answer.findings]
        misses = () if answer.answer == "yes" else self.misses(item.id, answer, proved, shown)
        return self._made(item, answer, reasons, misses)

    def _made(
        self,
        item: ChecklistItem,
        answer: Answer,
        reasons: Sequence[Reason],
        misses: Sequence[Miss],
    ) -> Explanation:
        return Explanation(
            country=self.code,
            item=item.id,
            question=item.question,
            answer=answer.answer,
            note=answer.note,
            searched=answer.searched,
            reasons=tuple(reasons),
            misses=tuple(misses),
        )

    def reason(self, proof: Proof) -> Reason:
        """Why a proof is one."""
        act = self.acts[proof.view.section.act]
        return Reason(
            finding=proof.finding(),
            title=act.title,
            url=act.url,
            rule=clause_words(proof.clause, self.book),
            concepts=tuple(self.laws.concepts(proof)),
            flags=tuple(self.laws.flags(proof)),
            definitions=tuple(self.laws.definitions(proof)),
            references=tuple(self.laws.references(proof)),
        )

    def misses(
        self, item: str, answer: Answer, proved: Mapping[str, Proof], shown: int
    ) -> list[Miss]:
        """The nearest misses of an item; where it falls with one it requires, those of that one."""
        rule = self.book.items.get(item)
        if rule is None:
            return []
        own = [proof for proof in proved.values() if proof.item == item]
        if answer.answer == "not-found" and own and rule.unless:
            return []
        if answer.answer == "not-found" and own and rule.requires:
            item, own = rule.requires, []
        parts = frozenset(p.clause.part for p in own if p.clause.part)
        kinds = ("yes",) if own else ("yes", "partial")
        found = near_misses(self.readings, self.context, self.book, item, parts, kinds, shown)
        return [self.miss(miss) for miss in found]

    def miss(self, miss: NearMiss) -> Miss:
        """A near miss in plain words, with its place."""
        provision, start, end = quotable(miss.view, miss.hit)
        section = miss.view.section
        act = self.acts[section.act]
        return Miss(
            item=miss.item,
            polarity=miss.polarity,
            act=act.id,
            title=act.title,
            url=act.url,
            provision=provision.id,
            citation=section.citation(section.units[miss.hit.unit]),
            start=start,
            end=end,
            quote=provision.text[start:end],
            says="; ".join(label(name, self.book) for name in miss.hit.concepts),
            missing=missing(miss, self.book),
            kind=miss.loosened.kind,
        )


def missing(miss: NearMiss, book: RuleBook) -> str:
    """The condition that a near miss does not meet."""
    loose, clause = miss.loosened, miss.clause
    what = group(loose.group, book) if loose.group else ""
    where = SCOPES.get(loose.where, "it")
    if loose.kind == "purpose":
        return f"but only {label('intent-distribute', book)}"
    if loose.kind == "no-purpose":
        return "but with no purpose of distribution bound to it"
    if loose.kind == "barred":
        return f"but {where} says {what}" + (" first" if loose.where == "before" else "")
    if loose.kind == "apart":
        return f"but its parts stand more than {clause.words} words apart"
    if loose.kind == "elsewhere":
        return f"but its parts stand together only in the {loose.where}, not in one {clause.in_}"
    if loose.kind == "reference":
        return f"but it cites no section that {label(loose.group, book)}"
    names = loose.group.split("|")
    if all(name in book.flags for name in names):
        does = " or ".join(label(name, book) for name in names)
        return f"but nothing in {where} {does}" if loose.where == "country" else f"but no part of {where} {does}"  # fmt: skip
    return f"but {where} does not mention {what}"


def needed(item: str, book: RuleBook) -> list[str]:
    """An item and those its rule leans on."""
    found: list[str] = []
    ahead = [item]
    while ahead:
        name = ahead.pop()
        if name in found:
            continue
        found.append(name)
        rule = book.items.get(name)
        ahead += [other for other in (rule.requires, rule.unless, rule.limited) if other] if rule else []  # fmt: skip
    return found


def explain(folder: Folder, country: str, item: str) -> Explanation:
    """The answer to `item` for `country` from the texts of the data folder, and why.

    Raises BadInputError on an unknown item, an unknown country and one without text.
    """
    asked = item_called(item)
    code, acts = country_acts(folder, country)
    return Country(code, acts).explain(asked)


def item_called(name: str) -> ChecklistItem:
    """The checklist item of that id. Raises BadInputError with the nearest one."""
    items = {item.id: item for item in checklist()}
    if name not in items:
        raise BadInputError(f"{name!r} is no item of the checklist; {nearest(name, items)}")
    return items[name]


def country_acts(folder: Folder, country: str) -> tuple[str, list[Act]]:
    """Code and newest acts of a country given by code or name. Raises BadInputError."""
    folder.check()
    known = {j.id: j.name for j in jurisdictions()}
    by_name = {name.casefold(): code for code, name in known.items()}
    code = by_name.get(country.casefold(), country.upper())
    paths = some_acts(folder)
    present = sorted({path.parent.name.upper() for path in paths})
    if code not in present:
        if code not in known:
            names = [*present, *(known[c] for c in present if c in known)]
            hint = nearest(country.upper() if len(country) == 2 else country.title(), names)
            raise BadInputError(f"{country!r} is no country of {folder.root}; {hint}")
        raise BadInputError(
            f"{folder.root}: no text of {known[code]} ({code}); bring some with `lexgap crawl` or "
            f"`lexgap import`; with text: {', '.join(present)}"
        )
    mine = [read_act(path) for path in paths if path.parent.name == code.lower()]
    return code, newest(mine)
