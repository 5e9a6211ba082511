"""`/livez`: the process serves. `/readyz`: it can answer readers; reasons in JSON where it cannot."""

from collections.abc import Callable

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse


def livez(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain")


def readyz(request: HttpRequest) -> JsonResponse:
    checks: dict[str, Callable[[], str]] = {"database": database, "migrations": migrations}
    reasons = {name: reason(check) for name, check in checks.items()}
    failed = any(text != "ok" for text in reasons.values())
    return JsonResponse(reasons, status=503 if failed else 200)


def reason(check: Callable[[], str]) -> str:
    try:
        return check()
    except DatabaseError as error:
        return f"failed: {type(error).__name__}"


def database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return "ok"


def migrations() -> str:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return f"{len(waiting)} migrations wait: run manage.py migrate" if waiting else "ok"
