"""What stands before the app processes: one port, a cookie that keeps a student at one process.

HAProxy passes pages, files, uploads and the socket on, looks every two seconds whether a process
answers, and sends the students of one that does not to the others. What a bare server does not
send is set here: see README, “A class”.
"""

from collections.abc import Sequence

# What a page may load: its own files, its inline style and scripts, and pictures and films that it
# made itself. Nothing from any other host, and no frame of ours in a foreign page.
POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self' ws: wss: data: blob:",
        "worker-src 'self' blob:",
        "frame-src 'self' data: blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "frame-ancestors 'self'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "SAMEORIGIN",
}
HEALTH = "/_stcore/health"
CLOSED = "/_stcore/metrics"  # counts of the whole server are nobody's business


def configuration(port: int, apps: Sequence[int]) -> str:
    """HAProxy's configuration for app processes on loopback ports, seen by everybody on `port`.

    >>> configuration(8501, [9001]).splitlines()[-1].split()[:3]
    ['server', 'app1', '127.0.0.1:9001']
    """
    headers = "\n".join(
        f'    http-response set-header {name} "{value}"' for name, value in HEADERS.items()
    )
    servers = "\n".join(
        f"    server app{k} 127.0.0.1:{app} cookie app{k} check inter 2s fall 2 rise 1"
        for k, app in enumerate(apps, start=1)
    )
    return f"""global
    maxconn 4000

defaults
    mode http
    timeout connect 5s
    timeout client 1h
    timeout server 1h
    timeout tunnel 4h
    option redispatch
    retries 3

frontend class
    bind :{port}
    http-request deny if {{ path_beg {CLOSED} }}
{headers}
    default_backend apps

backend apps
    balance leastconn
    cookie rnnviz-process insert indirect nocache httponly attr SameSite=Lax
    option httpchk GET {HEALTH}
{servers}
"""
