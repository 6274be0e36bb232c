"""What every country file declares: its page class or why it is not asked, and checked addresses."""

import json
from collections import defaultdict
from pathlib import Path

import pytest
from page_support import read_acts
from statute_support import recorded

from lexgap.crawlers.page import PageChanged
from lexgap.crawlers.sources import countries

READ_BY = {
    "akn_publishers:FedlexPage": "switzerland",
    "akn_publishers:LegiluxPage": "luxembourg",
    "akn_publishers:NormattivaPage": "italy",
    "almeezan:AlMeezanPage": "qatar",
    "bcn:BcnPage": "chile",
    "bdlaws:BdLawsPage": "bangladesh",
    "boe:BoePage": "spain",
    "bwb:BwbPage": "netherlands",
    "clml:ClmlPage": "united-kingdom",
    "diputados:DiputadosPage": "mexico",
    "esbirka:ESbirkaPage": "czechia",
    "finlex_asd:FinlexAsdPage": "finland",
    "gii:GiiPage": "germany",
    "impo:ImpoPage": "uruguay",
    "isb:IsbPage": "ireland",
    "justel:JustelPage": "belgium",
    "lawgokr:LawGoKrPage": "south-korea",
    "lexdania:LexDaniaPage": "denmark",
    "lims:LimsPage": "canada",
    "lovdata:LovdataPage": "norway",
    "moj:MojPage": "taiwan",
    "pco:PcoPage": "new-zealand",
    "peachjam:PeachjamPage": "eswatini ghana kenya lesotho malawi mauritius namibia nigeria rwanda seychelles"
    " sierra-leone south-africa tanzania uganda zambia zimbabwe",
    "planalto:PlanaltoPage": "brazil",
    "rada:RadaPage": "ukraine",
    "riigiteataja:RiigiTeatajaPage": "estonia",
    "riksdag:RiksdagPage": "sweden",
    "sejm:SejmPage": "poland",
    "tar:TarPage": "lithuania",
    "uslm:UslmPage": "united-states",
}
"""Countries by the page class that their files name first."""

BLOCKED = "france"
"""Countries whose publisher is closed to machines and has no mirror."""

UNREAD = (
    "argentina australia austria azerbaijan bahrain belarus botswana bulgaria china"
    " colombia costa-rica croatia cyprus ecuador georgia greece hungary iceland india"
    " indonesia israel jamaica japan kazakhstan liechtenstein malaysia malta morocco"
    " nepal pakistan peru philippines portugal romania russia saudi-arabia serbia"
    " singapore slovakia slovenia sri-lanka thailand turkey united-arab-emirates"
    " uzbekistan vietnam"
)
"""Countries whose source is known and not read yet."""


def test_every_file_is_read_by_a_class_or_says_why_not() -> None:
    found: dict[str, set[str]] = defaultdict(set)
    for name, country in countries().items():
        if country.entries:
            found[country.file.page or country.entries[0].page].add(name)
        else:
            found["blocked" if country.source.blocked else "unread"].add(name)
    wanted = {**READ_BY, "blocked": BLOCKED, "unread": UNREAD}
    assert found == {key: set(names.split()) for key, names in wanted.items() if names}


@pytest.mark.parametrize("name", sorted(" ".join(READ_BY.values()).split()))
def test_every_class_of_a_country_refuses_an_error_page(name: str) -> None:
    country = countries()[name]
    classes = {country.page_class(n): n for n in range(len(country.entries))}
    body = b"<html><head><title>404</title></head><body><h1>Not found</h1></body></html>"
    for page, n in classes.items():
        entry = country.entries[n]
        with pytest.raises(PageChanged):
            read_acts(
                page, body, language=entry.language, url=entry.url, options=dict(entry.options)
            )


def test_no_two_countries_share_a_work_or_an_address() -> None:
    seen: dict[str, str] = {}
    for name, country in countries().items():
        for key in {act.url for act in country.file.acts}:
            assert seen.setdefault(key, name) == name, key


@pytest.mark.corpus
def test_unconfirmed_addresses_are_those_that_no_recorded_file_holds(corpus: Path) -> None:
    known = {plain(url) for url in recorded(corpus)}
    notes = []
    for manifest in ("official/manifest.jsonl", "import/manifest.jsonl"):
        for line in (corpus / manifest).read_text("utf-8").splitlines():
            row = json.loads(line)
            known.add(plain(row["url"] or ""))
            notes.append(row["note"] or "")
    said = plain(" ".join(notes))
    wrong = [
        f"{country.path.name}: {act.url}"
        for country in countries().values()
        if not country.fictional
        for act in country.file.acts
        if act.unconfirmed == (plain(act.url) in known or plain(act.url) in said)
    ]
    assert not wrong, "set or remove `unconfirmed: true` of these addresses"


def plain(url: str) -> str:
    """An address without scheme, www and the last slash."""
    return url.replace("https://", "").replace("http://", "").replace("www.", "").rstrip("/")
