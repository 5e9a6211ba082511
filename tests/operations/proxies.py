"""The proxies of deploy/ in front of a web server: their own files, with addresses of loopback instead of the world's."""

import re
import shutil
import subprocess
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from tests.operations.web import free_port, wait_for

DEPLOY = Path(settings.BASE_DIR) / "deploy"
NGINX = """
daemon off; user root; pid {directory}/pid; error_log {directory}/error.log;
events {{}}
http {{
    access_log off;
    client_body_temp_path {directory}/body; proxy_temp_path {directory}/proxy; fastcgi_temp_path {directory}/f;
    uwsgi_temp_path {directory}/u; scgi_temp_path {directory}/s;
    {servers}
}}
"""


def caddy(directory, port, upstream):
    text = (DEPLOY / "Caddyfile").read_text().replace("127.0.0.1:8000", f"127.0.0.1:{upstream}")
    text = text.replace("archive.example.org", f"http://127.0.0.1:{port}").replace(
        "{\n\tservers", "{\n\tadmin off\n\tservers", 1
    )
    (directory / "Caddyfile").write_text(text.replace("/var/log/caddy", str(directory)))
    return ["caddy", "run", "--adapter", "caddyfile", "--config", str(directory / "Caddyfile")]


def nginx(directory, port, upstream):
    text = (DEPLOY / "nginx.conf").read_text().replace("127.0.0.1:8000", f"127.0.0.1:{upstream}")
    text = re.sub(r"server \{\s+listen 80;.*?\n\}\n", "", text, flags=re.DOTALL)
    text = text.replace("listen 443 ssl http2;", f"listen 127.0.0.1:{port};", 1)
    text = re.sub(r"\n\s+(listen \[::\]|ssl_)[^;]*;", "", text)
    text = text.replace("/var/cache/nginx-archive", f"{directory}/pages").replace(
        "/var/log/nginx", str(directory)
    )
    (directory / "nginx.conf").write_text(NGINX.format(directory=directory, servers=text))
    return ["nginx", "-c", str(directory / "nginx.conf"), "-e", str(directory / "error.log")]


def balancer(directory, port, upstreams):
    text = (
        (DEPLOY / "Caddyfile.two")
        .read_text()
        .replace("web1:8000 web2:8000", " ".join(f"127.0.0.1:{upstream}" for upstream in upstreams))
    )
    text = text.replace("{$HOST:archive.example.org} {", f"http://127.0.0.1:{port} {{", 1)
    text = text.replace("{$HOST:archive.example.org}", "127.0.0.1").replace(
        "{\n\tservers", "{\n\tadmin off\n\tservers", 1
    )
    version = subprocess.run(["caddy", "version"], capture_output=True, text=True, check=True).stdout
    if version.lstrip("v").startswith(("2.5", "2.6")):
        text = text.replace("request_buffers 6MB", "buffer_requests\n\t\tmax_buffer_size 6MB")
    (directory / "Caddyfile").write_text(text)
    return ["caddy", "run", "--adapter", "caddyfile", "--config", str(directory / "Caddyfile")]


PROXIES = {"caddy": caddy, "nginx": nginx}


@contextmanager
def in_front(name, directory, upstream):
    """The port that the proxy answers on."""
    port = free_port()
    directory.mkdir()
    directory.chmod(0o777)
    process = subprocess.Popen(
        PROXIES.get(name, balancer)(directory, port, upstream),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait(10)


def missing(name):
    return shutil.which(name) is None
