"""What the law is compared with, and whose law: checklist, instruments, jurisdictions."""

import datetime as dt
from typing import Literal

from lexgap.schema.base import Country, Model


class Jurisdiction(Model):
    """A UN member or observer state, or a fictional country of the sample."""

    id: Country
    """ISO 3166-1 alpha-2 code; XA, XB and XC are the fictional countries of the sample."""
    iso3: str
    """ISO 3166-1 alpha-3 code."""
    name: str
    """Common English name."""
    m49: int
    """UN M49 numeric code of the country (equal to ISO 3166-1 numeric)."""
    region: str
    """UN M49 region."""
    subregion: str
    """UN M49 sub-region, or the intermediate region where M49 has one."""
    membership: Literal["member", "observer", "other", "fictional"]
    """Standing in the United Nations; other is a jurisdiction with statutes of its own."""
    legal_family: Literal["civil", "common", "customary", "islamic", "mixed", "unknown"]
    """Legal family where known; a coarse aid for filtering, not a finding."""
    languages: tuple[str, ...] = ()
    """Languages in which the state publishes its statutes (BCP 47)."""
    fictional: bool = False
    """True for the sample's invented countries."""


class Shape(Model):
    """One row a country of the world map, drawn from Natural Earth (public domain)."""

    id: str
    """ISO 3166-1 numeric code, or the name of a territory that has none."""
    country: Country | None = None
    """Jurisdiction; empty for land of which no law is compared."""
    path: str
    """Outline as SVG path data, Equal Earth projection, map 1000 units wide."""
    x: float
    """Middle of the largest part, in units from the left."""
    y: float
    """Middle of the largest part, in units from the top."""
    small: bool
    """True where the outline is too small to hit and a point stands for it."""
    neighbours: tuple[str, ...] = ()
    """Jurisdictions that share a land border."""


class Instrument(Model):
    """A treaty, directive or model law that checklist items derive from."""

    id: str
    """Short stable name, such as budapest."""
    name: str
    """Full official name."""
    short: str
    """Name used in running text."""
    kind: Literal["treaty", "directive", "regulation", "model-law", "guideline", "index"]
    """What sort of instrument it is."""
    body: str
    """Organisation under which it was made."""
    adopted: dt.date | None = None
    """Date of adoption or publication."""
    in_force: dt.date | None = None
    """Date of entry into force."""
    url: str
    """Official address."""
    note: str = ""
    """Edition, signature or expiry, where a date alone does not say it."""


class InstrumentRef(Model):
    """An article of an instrument that a checklist item derives from."""

    instrument: str
    """Instrument id."""
    article: str
    """Article as cited by the checklist; empty for the instrument as a whole."""


class ChecklistGroup(Model):
    """A group of checklist items that are shown together."""

    id: str
    """Stable name, such as isp-duties."""
    title: str
    """Title for readers."""
    order: int
    """Place among the groups, from 1."""


class ChecklistItem(Model):
    """One question of the model-law checklist."""

    id: str
    """Stable name, such as off-possession-simple."""
    group: str
    """Group of the checklist."""
    question: str
    """What is asked of each country's law."""
    derives_from: tuple[InstrumentRef, ...] = ()
    """Articles of the instruments the question comes from."""
    icmec: str = ""
    """ICMEC criterion C1 to C5, empty for other items."""
    signals: str = ""
    """Wording that points to a yes."""
    look_alikes: str = ""
    """Wording that resembles a yes and is none."""
    guidance: str = ""
    """How coders decide between yes, partial and not found."""
    inverse: bool = False
    """True where yes is the weaker law."""
    descriptive: bool = False
    """True for items left out of accuracy figures: they record a term, or coders read them differently."""
