"""Importing this registers every model.

It is not the package itself: Django imports that while it is still making the site, and would forget them.
"""

from archive.admin import (  # noqa: F401 - to register what they hold
    accounts,
    articles,
    frozen_searches,
    imports,
    merging,
    people,
    places,
    proposals,
    proposed_changes,
    quotes,
    reading_list,
    spreadsheets,
    statements,
    system,
)
