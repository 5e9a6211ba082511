"""`guessing.py PORT NUMBER`: so many clients who guess passwords without a pause, until its input ends."""

import sys
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from threading import Thread

HEADERS = {"Content-Type": "application/x-www-form-urlencoded"}
asked: list[int] = []


def guess(port: int) -> None:
    while True:
        with suppress(OSError, HTTPException):
            ask_on(HTTPConnection("127.0.0.1", port, timeout=60))


def ask_on(connection: HTTPConnection) -> None:
    while True:
        connection.request("GET", "/admin/login/")
        page = connection.getresponse()
        text = page.read().decode()
        asked.append(page.status)
        if page.status != 200:
            continue
        cookie = page.headers["Set-Cookie"].split(";")[0]
        token = text.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
        body = f"csrfmiddlewaretoken={token}&username=ada&password=wrong{len(asked)}"
        connection.request("POST", "/admin/login/", body, {**HEADERS, "Cookie": cookie})
        connection.getresponse().read()


for _ in range(int(sys.argv[2])):
    Thread(target=guess, args=[int(sys.argv[1])], daemon=True).start()
sys.stdin.read()
sys.stdout.write(str(len(asked)))
