"""The secret addresses in a mail: 192 random bits, signed, so that a copy of the database gives nobody's away."""

from django.core.signing import BadSignature, Signer
from django.urls import reverse

from archive.models import Follow
from archive.query import absolute

SIGNER = Signer(salt="archive.follow", sep="~")


def token(follow: Follow) -> str:
    return SIGNER.sign(follow.nonce)


def is_ours(given: str) -> bool:
    try:
        return bool(SIGNER.unsign(given))
    except BadSignature:
        return False


def followed(given: str) -> Follow | None:
    rows = Follow.objects.select_related("follower")
    return rows.filter(nonce=SIGNER.unsign(given)).first() if is_ours(given) else None


def manage(follow: Follow) -> str:
    return absolute(reverse("followed", args=[token(follow)]))


def stop(follow: Follow) -> str:
    return absolute(reverse("unfollow", args=[token(follow)]))
