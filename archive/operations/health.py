"""`/livez`: the process serves. `/readyz`: it can answer readers; reasons in JSON where it cannot."""

import logging
from collections.abc import Callable
from datetime import timedelta

from django.db import Error as DatabaseError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from archive.models import Outbox
from archive.operations.declared import in_english, unkept
from archive.operations.limits import uncounted
from archive.search.index.building import status

logger = logging.getLogger(__name__)

OK = "ok"
PATIENCE = timedelta(minutes=2)


@in_english
@unkept
@uncounted
def livez(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain")


@in_english
@unkept
@uncounted
def readyz(request: HttpRequest) -> JsonResponse:
    """503 without database or migrations. Without index or worker readers are still served, a little worse."""
    found = {}
    for needed in (database, migrations):
        found[needed.__name__] = reason(needed)
        # Nothing after it can be asked; each would wait for the database again.
        if found[needed.__name__] != OK:
            return JsonResponse(found, status=503)
    return JsonResponse({**found, "index": reason(index), "worker": reason(worker)})


def reason(check: Callable[[], str]) -> str:
    """Whatever goes wrong: a monitor needs an answer that names it, not an error page."""
    try:
        return check()
    except Exception as error:
        if not isinstance(error, DatabaseError):
            logger.exception("A health check failed")
        return f"failed: {type(error).__name__}"


def database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return OK


def migrations() -> str:
    waiting = steps_to_take()
    return f"{waiting} migrations wait: run manage.py migrate" if waiting else OK


def steps_to_take() -> int:
    """The migrations that this database lacks."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def index() -> str:
    return status().trouble or OK


def worker() -> str:
    """A change that waits too long means that nobody takes it to the index."""
    oldest = Outbox.objects.order_by("at").values_list("at", flat=True).first()
    late = oldest is not None and timezone.now() - oldest > PATIENCE
    return "changes wait for the index: is manage.py work running?" if late else OK
