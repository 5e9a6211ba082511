"""Every table by its name."""

from archive.models.articles import Article, SavedPage
from archive.models.corrections import Correction
from archive.models.entries import Entry, ReadingItem, Spreadsheet
from archive.models.fields import Basis, Precision
from archive.models.follows import Delivery, Follow, Follower, Told
from archive.models.frozen import FrozenSearch
from archive.models.imports import ImportJob
from archive.models.limits import Usage
from archive.models.matches import Match, Sought
from archive.models.merges import Merge, Namesakes, PlaceMerge
from archive.models.occasions import Occasion, Statement
from archive.models.outbox import Epoch, LastChange, Outbox
from archive.models.people import Role, Speaker, SpeakerName
from archive.models.places import Country, Organisation, Outlet
from archive.models.proposals import LongText, Proposal
from archive.models.proposed import ProposedChange
from archive.models.quotes import Attribution, Mention, Quote, QuoteSpan, Via
from archive.models.searching import SearchedArticle, SearchedQuote, Spelling
