"""What nobody sane searches for."""

import random

BOMBS = [
    "a* OR b* OR c* OR d* OR e*", "?*?*?*e", "word~9", " OR ".join(f"w{n}" for n in range(2000)), "[a TO z]", "w" * 20_000,
    '"in the"', '"the of the to the"', "(" * 3000 + "a" + ")" * 3000, "(" * 5 + "the" + ")" * 5, "con* AND pro* AND int*",
    "-the", "-(the OR of OR to)", " OR ".join(["the", "of", "to", "and", "in", "a", "is", "that"] * 2),
    "AND OR NOT", "((((", '"unclosed', "NOT NOT text: &", "> * [ 1e9", "**a*", "[  TO  { a* > ]", "\x00", "한" * 300, "'" * 300,
]  # fmt: skip
PIECES = ["the", "of", "con*", "int*", "peace~", "government~", '"in the"', '"of the"', "OR", "AND", "NOT", "-", "(", ")", '"', "*", "~", ":", "speaker:", "said_from:2020", "\0", "é", "北", "war"]  # fmt: skip


def fuzzed():
    """2,000 strings, always the same: three quarters from pieces of the language, one quarter from any characters."""
    rng = random.Random(7)
    made = [" ".join(rng.choice(PIECES) for _ in range(rng.randrange(1, 24))) for _ in range(1500)]
    return made + [
        "".join(chr(rng.randrange(32, 0x3000)) for _ in range(rng.randrange(1, 320))) for _ in range(500)
    ]
