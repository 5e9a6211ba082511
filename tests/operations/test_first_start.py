"""`make run` in a fresh clone, killed at any moment: the next one mends what is left, or nothing is whole."""

import os
import random
import shutil
import signal
import subprocess
import time
import urllib.request
from contextlib import suppress
from pathlib import Path

import pytest
from django.conf import settings

from tests.operations.web import free_port

STARTS = int(os.environ.get("DRILL_STARTS", "40"))
SIGNALS = [signal.SIGKILL, signal.SIGINT, signal.SIGTERM, signal.SIGHUP]
LONGEST = 30  # seconds until it is killed


@pytest.fixture(scope="module")
def clone(tmp_path_factory):
    """Of what is committed, where the account that root drops to can reach it or not: both must do."""
    place = tmp_path_factory.mktemp("clone")
    subprocess.run(["git", "clone", "--quiet", settings.BASE_DIR, place / "archive"], check=True)
    yield place / "archive"
    remove(place / "archive/var")


def remove(var: Path) -> None:
    if (var / "pg").is_symlink():
        shutil.rmtree((var / "pg").resolve())
    shutil.rmtree(var, ignore_errors=True)


def make_run(clone, port, log):
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME"}}
    return subprocess.Popen(
        ["make", "run", f"PORT={port}"],
        cwd=clone,
        env=kept,
        stdout=log,
        stderr=log,
        start_new_session=True,
        preexec_fn=hears_signals,
    )


def end(process, number):
    with suppress(ProcessLookupError):
        os.killpg(process.pid, number)
    process.wait(300)  # a busy machine is slow


def opened(process, log, seconds=900):
    deadline = time.monotonic() + seconds
    while "Ctrl-C stops it" not in Path(log.name).read_text():
        assert process.poll() is None, Path(log.name).read_text()[-2000:]
        assert time.monotonic() < deadline
        time.sleep(0.2)


def opens_whole(port):
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/quotes/", timeout=300) as answer:
        return "45 quotes" in answer.read().decode()


@pytest.mark.drill
@pytest.mark.parametrize("number", range(STARTS))
def test_an_interrupted_first_start_is_mended_by_the_next(clone, tmp_path, number):
    """Every fourth installs the packages, too; the others begin with the database."""
    rng = random.Random(number)
    remove(clone / "var")
    if number % 4 == 0:
        shutil.rmtree(clone / ".venv", ignore_errors=True)
    for kill in range(rng.choice([1, 1, 2, 3])):
        with (tmp_path / f"killed-{kill}").open("w") as log:
            process = make_run(clone, free_port(), log)
            with suppress(subprocess.TimeoutExpired):
                process.wait(rng.uniform(0.2, LONGEST))
            end(process, rng.choice(SIGNALS))
    port = free_port()
    with (tmp_path / "last").open("w") as log:
        process = make_run(clone, port, log)
        try:
            opened(process, log)
            assert opens_whole(port)
        finally:
            end(process, signal.SIGINT)


# Each cause by itself


def install(clone, *markers):
    words = [clone / "deploy/install.sh", "python3", "requirements-none.txt", *markers]
    return subprocess.Popen(
        words, cwd=clone, start_new_session=True, stdout=subprocess.PIPE, text=True, preexec_fn=hears_signals
    )


def hears_signals():
    """Who runs the tests in the background has them ignored, and a shell cannot take that back."""
    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


def installed(clone):
    return install(clone, ".venv/.installed").communicate()[0]


def works(clone):
    pip = [clone / ".venv/bin/python", "-m", "pip", "--version"]
    return subprocess.run(pip, check=False, capture_output=True).returncode == 0


def lay_out(place):
    """Installs no package: only the environment."""
    (place / "deploy").mkdir()
    shutil.copy(settings.BASE_DIR / "deploy/install.sh", place / "deploy")
    (place / "requirements-none.txt").write_text("")
    return place


@pytest.fixture
def bare(tmp_path):
    return lay_out(tmp_path)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """An environment that was half made, then made by two at once, and what these said: making one takes seconds of a
    processor, and a copy works as well."""
    place = lay_out(tmp_path_factory.mktemp("made"))
    half_made(place, signal.SIGKILL)
    both = install(place, ".venv/.installed"), install(place, ".venv/.installed")
    return place, [process.communicate()[0] for process in both]


def half_made(place, number):
    process = install(place, ".venv/.installed")
    while not (place / ".venv/bin/python").exists():
        time.sleep(0.01)
    end(process, number)
    process.stdout.close()
    assert not (place / ".venv/.installed").exists()


@pytest.fixture
def whole(made, tmp_path):
    """A copy of it."""
    subprocess.run(["cp", "-a", f"{made[0]}/.", tmp_path], check=True)
    assert works(tmp_path)
    return tmp_path


def test_one_that_was_half_made_is_made_again_by_one_of_two_at_once(made):
    place, said = made
    assert sorted(text.count("Making .venv") for text in said) == [0, 1]
    assert works(place)
    assert installed(place) == ""


@pytest.mark.drill
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGHUP])
def test_one_that_was_half_made_is_made_again(bare, number):
    half_made(bare, number)
    assert "Making .venv" in installed(bare)
    assert works(bare)


def test_a_clock_that_was_set_back_does_not_install_again_for_ever(whole):
    os.utime(whole / "requirements-none.txt", (time.time() + 9999, time.time() + 9999))
    assert "Installing" in installed(whole)
    assert installed(whole) == ""


LOST = {
    "packages half installed": lambda venv: (venv / ".installing").touch(),
    "the programs gone": lambda venv: shutil.rmtree(venv / "bin"),
    "the Python gone that it was made with": lambda venv: relink(venv / "bin/python", "/nowhere/python3"),
}


def relink(link, target):
    link.unlink()
    link.symlink_to(target)


# Making one takes as long as ten other tests.
@pytest.mark.parametrize(
    "what", [pytest.param(one, marks=[pytest.mark.drill][: one != "the programs gone"]) for one in LOST]
)
def test_an_environment_that_was_lost_in_part_is_made_again(whole, what):
    LOST[what](whole / ".venv")
    os.utime(whole / "requirements-none.txt", (time.time() + 5, time.time() + 5))
    assert "Making .venv" in installed(whole)
    assert works(whole)


def test_packages_that_cannot_be_fetched_leave_those_that_were_there(whole):
    (whole / "requirements-none.txt").write_text("no-such-package==1 --hash=sha256:" + "0" * 64 + "\n")
    os.utime(whole / "requirements-none.txt", (time.time() + 5, time.time() + 5))
    said = install(whole, ".venv/.installed").communicate()[0]
    assert "The same command goes on" in said
    assert works(whole)
    assert not (whole / ".venv/.installing").exists()
