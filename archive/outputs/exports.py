"""Files of a search: streamed, whole, in the page's order, each named for its query, time and count."""

from collections.abc import Callable, Iterable, Iterator

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.urls import reverse

from archive.operations.declared import in_english
from archive.operations.limits import busy, counts_as
from archive.operations.slots import Held, take
from archive.outputs import csv, jsonl
from archive.outputs.citations import FORMATS
from archive.outputs.parameters import read_after
from archive.outputs.selection import Selection, select
from archive.query import absolute

BLOCK = 32 * 1024
RETRY = 10  # seconds
DICTIONARY = "export.csv-metadata.json"  # of a frozen search
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "jsonl": "application/x-ndjson; charset=utf-8",
    **{extension: format_.content_type for extension, format_ in FORMATS.items()},
}
KINDS = {"csv": "CSV", "jsonl": "JSON Lines", **{kind: format_.label for kind, format_ in FORMATS.items()}}


@in_english
@counts_as("export")
def export(request: HttpRequest, extension: str) -> HttpResponse | StreamingHttpResponse:
    return file(extension, lambda: select(request.GET, read_after(request.GET)))


def file(extension: str, selected: Callable[[], Selection]) -> HttpResponse | StreamingHttpResponse:
    if extension not in TYPES:
        raise Http404(f"There is no such file: its kinds are {', '.join(TYPES)}.")
    slot = take("export", settings.EXPORTS_AT_ONCE)
    if slot is None:
        return busy(RETRY)
    try:
        selection = selected()
    except BaseException:
        slot.free()
        raise
    parts = Held(blocks(lines(selection, extension)), slot)
    response = StreamingHttpResponse(parts, content_type=TYPES[extension])
    for name, value in headers(selection, extension).items():
        response[name] = value
    return response


@in_english
@counts_as("export")
def csv_dictionary(request: HttpRequest) -> JsonResponse:
    selection = select(request.GET)
    return dictionary(selection, reverse("export", args=["csv"]) + selection.asked.querystring)


def dictionary(selection: Selection, file: str) -> JsonResponse:
    described = csv.dictionary(selection, absolute(file))
    return JsonResponse(described, content_type="application/csvm+json")


@in_english
def jsonl_dictionary(request: HttpRequest) -> JsonResponse:
    return JsonResponse(jsonl.dictionary(), content_type="application/schema+json")


def lines(selection: Selection, extension: str) -> Iterable[str | bytes]:
    if extension == "csv":
        return csv.write(selection.quotes())
    if extension == "jsonl":
        return jsonl.write(selection.quotes())
    return FORMATS[extension].write(selection.quotes())


def blocks(parts: Iterable[str | bytes]) -> Iterator[bytes]:
    """Joined until they are worth a write; the first goes out at once."""
    block, size = bytearray(), 0
    for part in parts:
        block += part if isinstance(part, bytes) else part.encode()
        if len(block) >= size:
            yield bytes(block)
            block.clear()
            size = BLOCK
    if block:
        yield bytes(block)


def headers(selection: Selection, extension: str) -> dict[str, str]:
    return {
        "Content-Disposition": f'attachment; filename="{selection.file_name}.{extension}"',
        "X-Archive-Query": selection.url,
        "X-Archive-Time": selection.at.isoformat(timespec="seconds"),
        "X-Archive-Count": str(selection.total),
        "Link": f'<{_described(selection, extension)}>; rel="describedby"',
        "X-Robots-Tag": "noindex",
    }


def _described(selection: Selection, extension: str) -> str:
    if extension != "csv":
        return absolute(reverse("export-jsonl-dictionary"))
    if selection.home:
        return absolute(f"{selection.home}{DICTIONARY}")
    return absolute(reverse("export-csv-dictionary") + selection.asked.querystring)
