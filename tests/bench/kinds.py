"""Every kind of page of a site that runs, timed against its results page, which none may take twice as long as.

    make demo DEMO=100000 PORT=8000
    python -m tests.bench.kinds http://127.0.0.1:8000

Kinds take turns, so that what else the machine does slows all of them alike. Ends with 1 where one takes too long.
"""

import re
import statistics
import sys
from time import perf_counter
from urllib.parse import quote
from urllib.request import Request, urlopen

ROUNDS, MOST = 9, 2.0
RESULTS = ("/quotes/", "/quotes/?q=talks", "/quotes/?q=the+talks&sort=oldest")
LISTS = [
    "/",
    "/speakers/",
    "/speakers/?order=quotes",
    "/speakers/?q=a",
    "/countries/",
    "/countries/matrix/",
    "/organisations/",
    "/outlets/",
    "/occasions/",
    "/articles/",
    "/articles/?q=talks",
    "/timeline/",
    "/timeline/?q=talks",
    "/timeline/?said_from=2020-03&said_to=2020-03",
    "/corrections/",
    "/changes/",
    "/changes/?q=talks",
    "/quotes/?view=speakers",
    "/quotes/?q=talks&view=speakers",
    "/quotes/?view=line",
    "/quotes/?view=compact",
    "/quotes/?q=talks&view=line",
    "/quotes/values/speaker/",
    "/countries/matrix/?q=talks",
    "/2020/",
    "/2020/03/",
    "/2020/03/17/",
    "/help/coverage/",
    "/quotes/suggest/?q=min",
    "/compare/",
]
MEMBERS = {
    "/speakers/?order=quotes": "speakers",
    "/countries/": "countries",
    "/organisations/": "organisations",
    "/outlets/": "outlets",
    "/occasions/": "occasions",
    "/articles/": "articles",
    "/quotes/": "quotes",
    "/quotes/?q=talks": "statements",
}


def main(site: str) -> bool:
    """Whether all kinds are quick enough."""
    kinds = [*RESULTS, *LISTS, *members(site)]
    times: dict[str, list[float]] = {kind: [] for kind in kinds}
    for _ in range(ROUNDS):
        for kind in kinds:
            times[kind].append(seconds(site + kind))
    medians = {kind: statistics.median(found) for kind, found in times.items()}
    limit = MOST * max(medians[kind] for kind in RESULTS)
    for kind, median in sorted(medians.items(), key=lambda pair: -pair[1]):
        sys.stdout.write(f"{1000 * median:7.0f} ms  {MOST * median / limit:4.2f}  {kind}\n")
    return max(medians.values()) <= limit


def members(site: str) -> list[str]:
    """Of each list the first page that it leads to; of speakers and countries also what compares two."""
    found = {name: links(site, address, name) for address, name in MEMBERS.items()}
    pages = [one for some in found.values() for one in some[:1]]
    speakers, countries = (
        [re.sub(r"\D*(\d+|[A-Z]{2}).*", r"\1", one) for one in found[name][:2]]
        for name in ("speakers", "countries")
    )
    pages += [f"{found['countries'][0]}?tab=mentions", f"/quotes/?speaker={speakers[0]}&view=line"]
    pages += [
        f"/compare/?a.{name}={one}&b.{name}={other}"
        for name, (one, other) in {"speaker": speakers, "country": countries}.items()
    ]
    return pages


def links(site: str, address: str, name: str) -> list[str]:
    page = body(site + address)
    return list(dict.fromkeys(re.findall(rf'href="(/{name}/(?:\d+|[A-Z][A-Z])[^"?#]*)', page)))


def body(address: str) -> str:
    with urlopen(Request(quote(address, safe=":/?&=%+#"), headers={"Cache-Control": "no-cache"})) as answer:
        return str(answer.read().decode())


def seconds(address: str) -> float:
    start = perf_counter()
    body(address)
    return perf_counter() - start


if __name__ == "__main__":
    sys.exit(not main(sys.argv[1]))
