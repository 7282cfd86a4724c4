"""Rejects requests that another site makes a browser send, as a second defence beside the cookie's SameSite=Lax.

Browsers state where an unsafe request comes from in `Sec-Fetch-Site` (W3C Fetch Metadata) and `Origin` (RFC 6454), and
no page can forge either. Other programs send neither, and only have a cookie if they were given one.
"""

from starlette.requests import Request

from sami.errors.types import CrossSiteRequest

_SAFE_METHODS = ("GET", "HEAD", "OPTIONS")


def refuse_cross_site(request: Request, *, public_url: str | None) -> None:
    """Raises CrossSiteRequest for an unsafe request that doesn't come from our own pages."""
    if request.method in _SAFE_METHODS:
        return
    fetch_site = request.headers.get("sec-fetch-site")
    if fetch_site not in (None, "same-origin", "none"):
        raise CrossSiteRequest(f"Sec-Fetch-Site is '{fetch_site[:20]}'. Only pages of this site may send this request.")
    origin = request.headers.get("origin")
    own_origin = public_url or f"{request.url.scheme}://{request.headers.get('host', '')}"
    if origin is not None and origin.lower() != own_origin.lower():
        raise CrossSiteRequest("The Origin is another site. Only pages of this site may send this request.")
