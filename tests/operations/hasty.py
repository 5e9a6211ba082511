"""The settings of gunicorn that `make run` has, but the head of a request has a second to come to its end."""

from archive.operations import web_worker
from archive.operations.long_lines import *  # noqa: F403

web_worker.HEAD_SECONDS = 1.0
