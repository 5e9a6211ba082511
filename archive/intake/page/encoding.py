"""The characters of a page, as the HTML standard reads them; where the page leaves it open, a guess that says so."""

import codecs
import re

from charset_normalizer import from_bytes

_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{2,40})", re.IGNORECASE)
_HEAD = 4096
# Labels that do not mean what they say: https://encoding.spec.whatwg.org/#names-and-labels
_MEANT = {
    **dict.fromkeys(("ascii", "iso8859-1", "cp1252"), "cp1252"),
    **dict.fromkeys(("gb2312", "gbk", "gb18030"), "gb18030"),
    **dict.fromkeys(("euc_kr", "cp949", "johab"), "cp949"),
    "shift_jis": "cp932",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "big5": "big5hkscs",
    **dict.fromkeys(("utf-16", "utf-16-le", "utf-16-be"), "utf-8"),
}
_LABELS = {
    "ks_c_5601-1987": "cp949",
    "x-sjis": "cp932",
    "windows-949": "cp949",
    "x-gbk": "gb18030",
    "unicode": "utf-8",
}
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_SAMPLE = 100_000
_TAG = re.compile(rb"<[^<>]{0,2000}>")
_FEW = 0.05
# The marks by which ISO-2022-JP, which is ASCII otherwise, changes its letters.
_ESCAPED = re.compile(rb"\x1b\$[@B]")
# From this share on, bytes that are no UTF-8 are no slip: the page is in another encoding than it says.
_SLIPS = 0.1


def decoded(data: bytes) -> tuple[str, str]:
    """The text, and what an editor has to know about it."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(encoding, "replace"), ""
    if wide := _without_bom(data):
        return data.decode(wide, "replace"), ""
    label = declared(data)
    if label in ("", "iso2022_jp") and _ESCAPED.search(data):
        return data.decode("iso2022_jp", "replace"), ""
    if _is_utf8(data):
        wrong = label not in ("", "utf-8") and not data.isascii()
        note = f"The page says that it is in {label}, but it is in UTF-8 and was read so." if wrong else ""
        return data.decode("utf-8"), note
    if label == "utf-8":
        return _with_slips(data)
    if label:
        return _legacy(data, label), ""
    encoding = guessed(data)
    guess = f"The page does not say its encoding: {encoding} is a guess. Look for wrong letters."
    return _legacy(data, encoding), guess


def _without_bom(data: bytes) -> str:
    """A page opens with “<”, whose second byte is none in UTF-16."""
    start = data[:200].lstrip(b" \t\r\n\0")[:2]
    if start[:1] != b"<" or start[1:] != b"\0":
        return ""
    return "utf-16-be" if data[:1] == b"\0" else "utf-16-le"


def guessed(data: bytes) -> str:
    """Few letters beyond ASCII are the accents and marks of the West, which no statistics tell apart."""
    words = _TAG.sub(b"", data[:_SAMPLE])
    if sum(byte > 127 for byte in words) < len(words) * _FEW:
        return "cp1252"
    guess = from_bytes(data[:_SAMPLE]).best()
    return _MEANT.get(codecs.lookup(guess.encoding).name, guess.encoding) if guess else "cp1252"


def declared(data: bytes) -> str:
    """The encoding that the label of the page means; empty without a label that is known."""
    match = _META.search(data[:_HEAD]) or _XML.search(data[:_HEAD])
    if match is None:
        return ""
    label = match[1].decode("ascii", "replace").lower()
    try:
        name = codecs.lookup(_LABELS.get(label, label)).name
    except LookupError:
        return ""
    return _MEANT.get(name, name)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _with_slips(data: bytes) -> tuple[str, str]:
    """A bad byte stands for itself alone: what windows-1252 has there, and the rest stays UTF-8."""
    text = data.decode("utf-8", "surrogateescape")
    slips = sum(1 for character in text if "\udc80" <= character <= "\udcff")
    if slips > len(text) * _SLIPS:
        raise ValueError("Most letters of this page are not in UTF-8, as it says.")
    mended = re.sub(
        "[\udc80-\udcff]+", lambda m: _legacy(m.group().encode("utf-8", "surrogateescape"), "cp1252"), text
    )
    told = f"{slips} bytes of the page are no UTF-8 and were read as windows-1252: look for wrong letters."
    return mended, told


def _legacy(data: bytes, encoding: str) -> str:
    """windows-1252 has a character for every byte in browsers; Python leaves five out."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        if encoding != "cp1252":
            return data.decode(encoding, "replace")
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in data)
