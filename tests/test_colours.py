"""The colours of the site, told apart by eyes that see less: WCAG asks 4.5 of text, 3 of borders and marks."""

import re

import pytest
from django.conf import settings

CSS = (settings.BASE_DIR / "static/archive.css").read_text()
LIGHT, DARK = (
    dict(re.findall(r"--([\w-]+): (#\w{6})", block)) for block in re.findall(r":root \{(.*?)\}", CSS, re.S)
)
GROUNDS = ("paper", "raised", "said", "mark")


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, {**LIGHT, **DARK}], ids=["light", "dark"])
def test_borders_and_marks_stand_out_from_what_they_lie_on(colours):
    for ground in ("paper", "raised"):
        assert all(contrast(colours[border], colours[ground]) >= 3 for border in ("line", "rule"))
    for ground in GROUNDS:
        assert contrast(colours["mark-line"], colours[ground]) >= 3
        assert contrast(colours["ink"], colours[ground]) >= 4.5
    for text in ("soft", "link", "verb"):
        assert all(contrast(colours[text], colours[ground]) >= 4.5 for ground in ("paper", "raised", "said"))
