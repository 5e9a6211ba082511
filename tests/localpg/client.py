"""A process that uses the embedded server: `client.py OPTIONS ACCOUNT`, then one statement a line from stdin.

It turns into ACCOUNT itself, after its imports: the interpreter may be where only root can go.

Prints "ready", then each statement's first value. It ends with its input; what it did not say is on stderr."""

import json
import os
import pwd
import sys

from archive.localpg.cluster import connect
from archive.localpg.options import Options
from archive.localpg.server import server_for

account = pwd.getpwnam(sys.argv[2])
if account.pw_uid != os.geteuid():
    os.setgroups([])
    os.setgid(account.pw_gid)
    os.setuid(account.pw_uid)

server = server_for(Options.read(json.loads(sys.argv[1])))
server.ensure()
print("ready", flush=True)  # noqa: T201
for statement in sys.stdin:
    with connect(server.ensure(recheck=True), "archive") as connection:
        cursor = connection.execute(statement)
        print(cursor.fetchall()[0][0] if cursor.description else "done", flush=True)  # noqa: T201
