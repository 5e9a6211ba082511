from archive.models.articles import Article
from archive.models.fields import Basis, Precision
from archive.models.follows import Delivery, Follow, Follower, Told
from archive.models.frozen import FrozenSearch
from archive.models.imports import ImportJob
from archive.models.limits import Usage
from archive.models.merges import Merge, Namesakes
from archive.models.outbox import Epoch, LastChange, Outbox
from archive.models.people import Role, Speaker, SpeakerName
from archive.models.places import Country, Organisation, Outlet
from archive.models.proposals import Proposal
from archive.models.proposed import ProposedChange
from archive.models.quotes import (
    Attribution,
    Correction,
    Mention,
    Occasion,
    Quote,
    QuoteSpan,
    Statement,
    Via,
)

__all__ = [
    "Article",
    "Attribution",
    "Basis",
    "Correction",
    "Country",
    "Delivery",
    "Epoch",
    "Follow",
    "Follower",
    "FrozenSearch",
    "ImportJob",
    "LastChange",
    "Mention",
    "Merge",
    "Namesakes",
    "Occasion",
    "Organisation",
    "Outbox",
    "Outlet",
    "Precision",
    "Proposal",
    "ProposedChange",
    "Quote",
    "QuoteSpan",
    "Role",
    "Speaker",
    "SpeakerName",
    "Statement",
    "Told",
    "Usage",
    "Via",
]
