"""Settings of gunicorn: a statement of 300 words that somebody pasted may stand in an address.

Its own limit is 8,190 bytes at most; 5,000 characters of Korean, as the search takes them, are 45,000.
"""

from gunicorn.http import message

limit_request_line = 64_000
message.MAX_REQUEST_LINE = limit_request_line + 1
