"""Requests that another site makes a browser send. The session cookie is SameSite=Lax already; this is the second lock.

Browsers say where an unsafe request comes from, in `Sec-Fetch-Site` (W3C Fetch Metadata) and `Origin` (RFC 6454), and
no page can forge either. Programs that are no browser send neither and carry no cookie they were not given.
"""

from starlette.requests import Request

from sami.errors.types import CrossSiteRequest

_SAFE_METHODS = ("GET", "HEAD", "OPTIONS")


def refuse_cross_site(request: Request, *, public_url: str | None) -> None:
    """Raises CrossSiteRequest for an unsafe request from anywhere but our own pages."""
    if request.method in _SAFE_METHODS:
        return
    fetch_site = request.headers.get("sec-fetch-site")
    if fetch_site not in (None, "same-origin", "none"):
        raise CrossSiteRequest(f"Sec-Fetch-Site is '{fetch_site[:20]}'. Only pages of this site may send this request.")
    origin = request.headers.get("origin")
    ours = public_url or f"{request.url.scheme}://{request.headers.get('host', '')}"
    if origin is not None and origin.lower() != ours.lower():
        raise CrossSiteRequest("The Origin is another site. Only pages of this site may send this request.")
