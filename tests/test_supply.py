"""What is installed is what was looked at: each package with its hashes, and nothing by an address."""

import re
import subprocess
from importlib import metadata

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


def shipped():
    """What runs beside the archive, as it is installed here; what only other systems need is left out."""
    named = re.compile(r"(?m)^([\w.-]+)(?:\[[\w,]+\])?==")
    files = [settings.BASE_DIR / name for name in FILES if "dev" not in name]
    found = {name for file in files for name in named.findall(file.read_text())}
    return [metadata.distribution(name) for name in sorted(found & installed())]


def installed():
    return {each.metadata["Name"].lower().replace("_", "-") for each in metadata.distributions()}


def licence(package):
    told = package.metadata
    classifiers = [line for line in told.get_all("Classifier") or [] if line.startswith("License ::")]
    return told.get("License-Expression") or " ".join(classifiers) or told.get("License") or ""


def test_what_runs_beside_the_archive_has_a_licence_that_asks_nothing_of_it():
    free = re.compile(r"MIT|BSD|Apache|MPL|Mozilla|LGPL|Lesser|Python Software|PSF|ISC")
    packages = shipped()
    assert len(packages) > 30
    assert [each.name for each in packages if not free.search(licence(each))] == []


def test_no_package_of_data_or_language_runs_code_when_it_is_read():
    """A pickle would: the language model is another's, and its bytes are all that we know of it."""
    models = [package for package in shipped() if package.name.lower().startswith("en_core")]
    files = [model.locate_file(file) for model in models for file in model.files or []]
    assert len(files) > 20
    assert [str(file) for file in files if file.suffix in {".pkl", ".pickle"}] == []
    assert [
        str(file) for file in files if file.read_bytes()[:2] in {b"\x80\x03", b"\x80\x04", b"\x80\x05"}
    ] == []


def test_what_is_fetched_beside_packages_is_fetched_by_its_number_and_never_from_a_branch():
    """Whatever a file of ours tells a machine to run comes from the tree or the lists with hashes."""
    told = [
        *(settings.BASE_DIR / "deploy").rglob("*"),
        settings.BASE_DIR / "Makefile",
        settings.BASE_DIR / ".ci/run",
    ]
    lines = [line for path in told if path.is_file() for line in path.read_text().splitlines()]
    assert len(lines) > 100
    assert [
        line
        for line in lines
        if re.search(r"(curl|wget)\b.*\|\s*(ba|z)?sh\b|pip install .*(git\+|https?:)", line)
    ] == []
