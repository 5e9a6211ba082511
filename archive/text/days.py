"""Days and months in words, as every page, file and message says them."""

from datetime import date


def day(value: date) -> str:
    return f"{value.day} {month(value)}"


def month(value: date) -> str:
    return f"{value:%B %Y}"
