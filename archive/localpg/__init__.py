"""The embedded PostgreSQL: Django's own backend, plus a server that starts when it is first needed.

    DATABASES = {"default": {"ENGINE": "archive.localpg", "NAME": "archive", "OPTIONS": {"data_dir": "var/pg"}}}

The server listens on a Unix socket in a directory that only its account may enter, never on TCP. It starts with
the first connection (not with `check` or `collectstatic`) and stops when the last process using it ends.
OPTIONS, beside psycopg's own:

    data_dir    where everything is kept; it is made, with mode 0700
    bin_dir     PostgreSQL 15 or newer to use instead of the wheel's (settings: ARCHIVE_PG_BIN)
    run_as      the account to run as when started by root: else `postgres`, else `nobody` (ARCHIVE_PG_USER)
    keep        leave the server running after the last process (ARCHIVE_LOCAL_PG_KEEP)
    durable     False trades safety in a power cut for speed: only for databases that tests throw away
    system_dir  where data and binaries go when root's account cannot reach them in place
"""
