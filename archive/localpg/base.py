"""Django's PostgreSQL backend, with a server that is there when a connection is wanted."""

from typing import Any

import psycopg
from django.db.backends.postgresql import client

from archive.localpg import binaries
from archive.localpg.cluster import ROLE, address
from archive.localpg.options import NAMES, Options
from archive.localpg.remote import base
from archive.localpg.server import Server, server_for


class DatabaseClient(client.DatabaseClient):
    """`manage.py dbshell` with the psql that belongs to the server."""

    @classmethod
    def settings_to_cmd_args_env(
        cls, settings_dict: dict[str, Any], parameters: Any
    ) -> tuple[list[str], dict[str, str] | None]:
        options = Options.read(settings_dict["OPTIONS"])
        place = address(server_for(options).ensure())
        found = {**settings_dict, "HOST": place["host"], "PORT": place["port"], "USER": ROLE}
        arguments, environment = super().settings_to_cmd_args_env(found, parameters)
        return [str(binaries.installed(options) / "psql"), *arguments[1:]], environment


class DatabaseWrapper(base.DatabaseWrapper):
    client_class = DatabaseClient

    @property
    def server(self) -> Server:
        return server_for(Options.read(self.settings_dict["OPTIONS"]))

    def get_connection_params(self) -> dict[str, Any]:
        params = {name: value for name, value in super().get_connection_params().items() if name not in NAMES}
        return {**params, **address(self.server.ensure()), "user": ROLE}

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Tries twice: the server may have died since it answered, a moment ago."""
        try:
            return super().get_new_connection(conn_params)
        except psycopg.OperationalError:
            self.server.ensure(recheck=True)
            return super().get_new_connection(conn_params)
