"""What is installed is what was looked at: each package with its hashes, and nothing by an address."""

import re
import subprocess

import pytest
from django.conf import settings

FILES = sorted(path.name for path in settings.BASE_DIR.glob("requirements*.txt"))
SECRETS = re.compile(
    rb"-----BEGIN [A-Z ]*PRIVATE KEY|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{36}|//[^/\s:@{$]+:[^/\s:@{$]{8,}@"
)
MADE_UP = re.compile(rb"user:(password|secret)@|archive:|PASSWORD|example")


@pytest.mark.parametrize("file", FILES)
def test_every_package_has_one_version_and_its_hashes(file):
    logical = (settings.BASE_DIR / file).read_text().replace("\\\n", " ").splitlines()
    packages = [line for line in logical if line.strip() and not line.lstrip().startswith("#")]
    assert len(packages) > 20
    wrong = [
        line[:80]
        for line in packages
        if not re.match(r"[\w.-]+(\[[\w,]+\])?==[\w.!+]+ .*--hash=sha256:[0-9a-f]{64}", line)
    ]
    assert wrong == []


@pytest.mark.parametrize("file", FILES)
def test_no_package_comes_from_an_address_or_another_index(file):
    text = (settings.BASE_DIR / file).read_text()
    assert re.findall(r"(?m)^(?:-[^\n]*|[^#\n]*(?:://|@ )[^\n]*)$", text) == []


def test_everything_is_installed_by_its_hashes():
    told = [settings.BASE_DIR / name for name in ("deploy/install.sh", "docs/operations.md", "README.md")]
    lines = [
        line
        for path in told
        for line in path.read_text().splitlines()
        if "pip install" in line and " -r " in line
    ]
    assert len(lines) >= 3
    assert [line for line in lines if "--require-hashes" not in line] == []


def test_no_secret_is_in_the_tree():
    names = subprocess.run(
        ["git", "ls-files", "-z"], cwd=settings.BASE_DIR, check=True, capture_output=True
    ).stdout
    files = [settings.BASE_DIR / name for name in names.decode().split("\0") if name]
    texts = {file: file.read_bytes() for file in files if file.is_file() and file.stat().st_size < 1_000_000}
    found = [
        (file.name, match[0])
        for file, data in texts.items()
        if b"\0" not in data
        for match in SECRETS.finditer(data)
    ]
    assert [each for each in found if not MADE_UP.search(each[1])] == []
