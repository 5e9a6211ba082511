"""Forty searches of an archive, whatever it holds: by words, names, dates, filters, views and slips of the pen."""

from urllib.parse import urlencode

from archive.models import Country, Speaker

ASKED = [
    "q=the",
    "q=the&sort=oldest",
    "sort=oldest",
    "view=compact",
    "view=timeline",
    "view=timeline&q=the",
    "view=line",
    "view=line&q=the",
    "q=June+2024",
    "q=2024",
    "q=the+06/07/2024",
    "said_from=June+2024",
    "said_from=17/06/2024&said_to=2024",
    "said_from=06/07/2024",
    "said_from=06/07/2024&said_to=08/09/2024",
    "said_from=someday",
    "said_from=2015&said_to=2024&undated=exclude",
    "undated=only",
    "kind=direct",
    "kind=indirect",
    "kind=mixed",
    "kind=direct&translated=back",
    "type=unnamed",
    "type=organisation",
    "group=none&sort=oldest",
    "page=2",
    "page=999",
    "expand=off&q=the",
    "q=DPRK+said",
    "q=verb:denied",
    "q=%22the+talks%22+OR+cooperation",
    "q=what+did+officials+say+about+zebras+and+the+talks?",
    "q=cooperatoin",
]

TOO = [  # with a filter
    "q=%EB%B6%81%ED%95%9C",
    "q=the+talks&said_from=someday&kind=direct",
    "view=timeline&said_from=2020&said_to=2020",
]


def searches() -> list[str]:
    people = Speaker.objects.public().canonical().named()
    longest = sorted(people.values_list("name", flat=True), key=len)[-2:]
    codes = list(Country.objects.public().values_list("pk", flat=True)[:3])
    keys = list(people.values_list("pk", flat=True)[:4])
    named = [urlencode({"q": name}) for name in [*longest, longest[0].split()[-1], f"Mr. {longest[1]}"]]
    said_for = f"country={codes[0]}"
    wide = urlencode({"country": codes, "undated": "exclude"}, doseq=True)
    many = urlencode({"speaker": keys, "said_from": "2015"}, doseq=True)
    return [
        "",
        *(f"?{said_for}&{more}" for more in TOO),
        *(f"?{one}" for one in [*ASKED, *named, wide, many, said_for, f"speaker={keys[0]}"]),
    ]
