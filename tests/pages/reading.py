"""A page as tests read it."""

import re
from html import unescape


def text_of(response):
    """The visible text, with every run of white space as one space."""
    body = re.sub(r"</?(?:a|bdi|cite|mark|q|small|span|strong)\b[^>]*>", "", response.content.decode())
    body = re.sub(r"(?s)<head>.*?</head>|<[^>]+>", " ", body)
    return " ".join(unescape(body).split())


def links_of(response):
    return [unescape(link) for link in re.findall(r'href="([^"]+)"', response.content.decode())]
