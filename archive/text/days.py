"""A day in words, as every page, file and message says it."""

from datetime import date


def day(value: date) -> str:
    return f"{value.day} {value:%B %Y}"
