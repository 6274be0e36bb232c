"""A data folder of three invented countries, written from models as the stages would."""

import datetime as dt
from pathlib import Path

from lexgap.crawlers import history
from lexgap.schema.ids import act_id, finding_id, provision_id, sha256, work_id
from lexgap.schema.load import checklist
from lexgap.schema.models import Act, Answer, Finding, Issue, Penalty, Provision, Run
from lexgap.schema.store import Folder, append_issues, dump, write_act, write_lines

DAY = dt.date(2026, 3, 2)
HOSTILE = '<script>alert("x")</script> & <b>bold</b>'

POSSESS = (
    "Whoever keeps forbidden depictions of a child in a drawer, on a disk or elsewhere "
    "commits an offence and goes to prison for no more than four years."
)
ARABIC = "كل من احتفظ بصورة محظورة لطفل يعاقب بالحبس مدة لا تزيد على ثلاث سنوات أو بغرامة"
CHINESE = "無正當理由持有兒童影像者，處二年以下有期徒刑；網路業者知悉者應通報主管機關。"


def provision(act: str, citation: str, text: str, taken: set[str], **more: object) -> Provision:
    return Provision.model_validate(
        {
            "id": provision_id(act, citation, taken),
            "number": citation,
            "citation": citation,
            "text": text,
            **more,
        }
    )


def act(country: str, name: str, language: str, **more: object) -> dict[str, object]:
    work = work_id(country, name)
    as_at = more.get("as_at")
    return {
        "id": act_id(work, language, as_at if isinstance(as_at, dt.date) else None),
        "work": work,
        "country": country,
        "language": language,
        "title": f"Act {name}",
        "citation": f"{name} No. 1",
        "url": f"https://law.example/{country.lower()}/{name}",
        "retrieved": DAY,
        "sha256": sha256(f"{work}{as_at}".encode()),
        "text_state": "in-force",
        "source": "import",
        "publisher": f"Printing Office of {country}",
        **more,
    }


def varonia() -> list[Act]:
    """English: two versions of one act, nested provisions, a mirror, hostile text."""
    acts = []
    for day, years in ((dt.date(2019, 1, 1), "two"), (dt.date(2025, 6, 1), "four")):
        head = act("XA", "depictions", "en", as_at=day, title="Depictions of Children Act")
        taken: set[str] = set()
        name = str(head["id"])
        path = ("Part 2", "Offences")
        top = provision(name, "12", "Depictions.", taken, heading="Depictions", path=path)
        inside = {"parent": top.id, "level": "subsection", "path": path}
        parts = [
            provision(name, "12(1)", POSSESS.replace("four", years), taken, **inside),
            provision(name, "12(2)", "Subsection (1) has no regard to intent.", taken, **inside),
            provision(name, "13", HOSTILE, taken, heading="<i>Odd</i>", path=path),
        ]
        acts.append(Act.model_validate({**head, "provisions": (top, *parts)}))
    mirror = act(
        "XA", "networks", "en", via="https://mirror.example/", text_state="as-enacted",
        as_at=dt.date(2009, 5, 4), title=HOSTILE,
    )  # fmt: skip
    text = "A host who learns of forbidden depictions tells the Warden of Networks within a day."
    only = provision(str(mirror["id"]), "s. 3/a", text, set())
    return [*acts, Act.model_validate({**mirror, "provisions": (only,)})]


def belmora() -> Act:
    head = act("XB", "قانون الصور", "ar", title="قانون حماية الصور", retrieved=None)
    only = provision(str(head["id"]), "المادة 7", ARABIC, set(), heading="الحيازة")
    return Act.model_validate({**head, "provisions": (only,)})


def sundmark() -> Act:
    head = act(
        "XC", "影像法", "zh-Hant", title="兒童影像法", text_state="unknown", via="copy.jsonl"
    )
    only = provision(str(head["id"]), "第七條", CHINESE, set())
    return Act.model_validate({**head, "provisions": (only,)})


def finding(act: Act, place: int, item: str, quote: str, polarity: str = "yes") -> Finding:
    where = act.provisions[place]
    start = where.text.index(quote)
    labeller = f"{item}/{polarity}/1"
    return Finding.model_validate(
        {
            "id": finding_id(item, where.id, start, start + len(quote), labeller),
            "item": item,
            "act": act.id,
            "provision": where.id,
            "citation": where.citation,
            "start": start,
            "end": start + len(quote),
            "quote": quote,
            "labeller": labeller,
            "polarity": polarity,
            "why": "possess + material",
        }
    )


def findings(acts: list[Act]) -> list[Finding]:
    old, new, networks, arabic, chinese = acts
    keeps = "keeps forbidden depictions of a child"
    return [
        finding(old, 1, "off-possession-simple", keeps),
        finding(new, 1, "off-possession-simple", keeps),
        finding(new, 2, "off-possession-simple", "no regard to intent"),
        finding(new, 1, "def-csam-statutory", "forbidden depictions of a child", "partial"),
        finding(new, 3, "off-specific-legislation", '<script>alert("x")</script>'),
        finding(networks, 0, "isp-report-mandatory", "tells the Warden of Networks"),
        finding(arabic, 0, "off-possession-simple", "احتفظ بصورة محظورة لطفل"),
        finding(chinese, 0, "off-possession-simple", "持有兒童影像"),
        finding(chinese, 0, "isp-report-mandatory", "應通報主管機關"),
    ]


def answers(acts: list[Act], found: list[Finding]) -> list[Answer]:
    newest = [f for f in found if f.act != acts[0].id]
    countries = {a.id: a.country for a in acts}
    rows = []
    for country in ("XA", "XB", "XC"):
        for item in checklist():
            here = [f for f in newest if countries[f.act] == country and f.item == item.id]
            answer = here[0].polarity if here else "not-found"
            if country == "XB" and item.group == "sanctions":
                answer = "not-assessed"
            rows.append(
                Answer.model_validate(
                    {
                        "country": country,
                        "item": item.id,
                        "answer": answer,
                        "findings": [f.id for f in here],
                        "searched": sum(len(a.provisions) for a in acts if a.country == country),
                        "as_at": DAY,
                        "note": HOSTILE if item.id == "def-child-under-18" else "",
                    }
                )
            )
    return rows


def penalties(acts: list[Act], found: list[Finding]) -> list[Penalty]:
    rows = []
    clauses = {
        "XA": (found[1], "prison for no more than four years", 48, True),
        "XB": (found[6], "بالحبس مدة لا تزيد على ثلاث سنوات", 36, True),
        "XC": (found[7], "處二年以下有期徒刑", 24, False),
    }
    places = {p.id: p for a in acts for p in a.provisions}
    for country, (where, quote, months, fine) in clauses.items():
        start = places[where.provision].text.index(quote)
        rows.append(
            Penalty.model_validate(
                {
                    "country": country,
                    "penalty": "possession",
                    "max_months": months,
                    "fine": fine,
                    "finding": where.id,
                    "act": where.act,
                    "provision": where.provision,
                    "citation": where.citation,
                    "start": start,
                    "end": start + len(quote),
                    "quote": quote,
                }
            )
        )
    return rows


def write_findings(folder: Folder, act: Act, found: list[Finding]) -> None:
    head = {"act": act.id, "act_sha256": act.sha256, "rules": "0", "searched": len(act.provisions)}
    rows = [f.model_dump(mode="json") for f in found if f.act == act.id]
    write_lines(folder.finding_path(act.id), [head, *rows])


def write_example(root: Path) -> Folder:
    """Write the whole folder; every stage but the build has run."""
    folder = Folder(root)
    folder.open()
    acts = [*varonia(), belmora(), sundmark()]
    found = findings(acts)
    for act in acts:
        write_act(folder, act)
        write_findings(folder, act, found)
    history.update(folder)
    write_lines(folder.answers, (a.model_dump(mode="json") for a in answers(acts, found)))
    write_lines(folder.penalties, (p.model_dump(mode="json") for p in penalties(acts, found)))
    issue = Issue(stage="read", kind="empty", where=f"{root}/raw/x.warc.gz", message="No text.")
    append_issues(folder, [issue, issue])
    run = Run(stage="tag", started="2026-03-02T10:00:00Z", seconds=1.5, counts={"findings": 9})
    folder.runs.write_text(dump(run.model_dump(mode="json")) + "\n", "utf-8")
    return folder
