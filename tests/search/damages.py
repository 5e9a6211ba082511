"""What chance, power cuts and operators do to files: each takes the directory of an index, and a random source."""

import os
import shutil


def files(home, kinds=(".arrays", ".toc", ".json", "LOCK")):
    return sorted(path for path in home.glob("index-*/*") if path.name.endswith(kinds) and path.is_file())


def one(home, rng):
    return rng.choice(files(home, (".arrays", ".toc", ".json")))


def flipped(home, rng):
    path = one(home, rng)
    data = bytearray(path.read_bytes())
    for _ in range(rng.choice([1, 1, 8])):
        data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    path.write_bytes(data)


def zero_filled(home, rng):
    path = one(home, rng)
    path.write_bytes(bytes(path.stat().st_size))


def zeroed_in_part(home, rng):
    path = one(home, rng)
    data = bytearray(path.read_bytes())
    start = rng.randrange(len(data))
    length = min(rng.choice([1, 16, 512, 4096]), len(data) - start)
    data[start : start + length] = bytes(length)
    path.write_bytes(data)


def cut(home, rng):
    path = one(home, rng)
    os.truncate(path, rng.choice([0, rng.randrange(path.stat().st_size)]))


def lengthened(home, rng):
    with one(home, rng).open("ab") as file:
        file.write(rng.randbytes(rng.choice([1, 8, 100])))


def gone(home, rng):
    one(home, rng).unlink()


def foreign(home, rng):
    one(home, rng).write_bytes(
        rng.choice([rng.randbytes(300), b"{}", b"0\nnull\n", b"\x80\x04N.", b"[" * 5000])
    )


def exchanged(home, rng):
    first, second = rng.sample(files(home), 2)
    aside = first.with_name("aside")
    first.rename(aside)
    second.rename(first)
    aside.rename(second)


def shuffled(home, rng):
    path = one(home, rng)
    data = list(path.read_bytes())
    rng.shuffle(data)
    path.write_bytes(bytes(data))


def a_directory_instead(home, rng):
    path = rng.choice(files(home))
    path.unlink()
    path.mkdir()


def a_dead_link_instead(home, rng):
    path = rng.choice(files(home))
    path.unlink()
    path.symlink_to(rng.choice([path.name, "nowhere"]))


def closed(home, rng):
    """To everybody but root."""
    one(home, rng).chmod(0)


def link_gone(home, rng):
    (home / "current").unlink()


def link_led_astray(home, rng):
    (home / "current").unlink()
    (home / "current").symlink_to(rng.choice(["nowhere", "current", "..", "/"]))


def link_a_directory(home, rng):
    directory = (home / "current").resolve()
    (home / "current").unlink()
    directory.rename(home / "current") if rng.random() < 0.5 else (home / "current").mkdir()


def link_a_file(home, rng):
    (home / "current").unlink()
    (home / "current").write_bytes(rng.randbytes(10))


def directory_gone(home, rng):
    shutil.rmtree((home / "current").resolve())


def all_gone(home, rng):
    shutil.rmtree(home)


KINDS = (
    flipped, zero_filled, zeroed_in_part, cut, lengthened, gone, foreign, exchanged, shuffled, a_directory_instead,
    a_dead_link_instead, closed, link_gone, link_led_astray, link_a_directory, link_a_file, directory_gone, all_gone,
)  # fmt: skip
# To readers and to the worker each is as one of the others; the drill does it, too.
ALIKE = {zeroed_in_part, shuffled, lengthened, closed, a_dead_link_instead, directory_gone}
