"""`/docs/errors`: where the `type` of every problem leads. Made from the errors themselves, so that none is missing."""

from functools import cache
from html import escape

from fastapi import APIRouter, Response

from sami.http.openapi import error_classes
from sami.http.static import DOCS_POLICY

router = APIRouter(include_in_schema=False)

_PAGE = """\
<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Errors - SAMI OS API</title>
<link rel="icon" href="/favicon.svg">
<style>
  body {{ font: 1rem/1.6 system-ui, sans-serif; max-width: 48rem; margin: 0 auto; padding: 2rem 1rem 6rem }}
  h1 {{ font-size: 1.75rem; line-height: 1.2 }}
  dt {{ display: flex; gap: .75rem; align-items: baseline; margin-top: 1.5rem; scroll-margin-top: 1rem }}
  dd {{ margin: .25rem 0 0 }}
  code {{ font: .9375em ui-monospace, monospace; overflow-wrap: anywhere }}
  :target {{ outline: 2px solid; outline-offset: .5rem; border-radius: 2px }}
</style>
<p><a href="/docs">SAMI OS API docs</a></p>
<h1>Errors</h1>
<p>Every failure is <code>application/problem+json</code> (RFC 9457). Program against <code>code</code>, which is
stable; show <code>detail</code> to people; tell us <code>request_id</code> when you ask for help.</p>
<dl>
{entries}
</dl>
</html>
"""
_ENTRY = '<dt id="{code}"><code>{code}</code> <span>{status}</span></dt>\n<dd>{title}.</dd>'


@router.get("/docs/errors")
async def errors_page() -> Response:
    """Every code, its status and its meaning."""
    return Response(
        _page(), media_type="text/html", headers={"Content-Security-Policy": DOCS_POLICY, "Cache-Control": "no-cache"}
    )


@cache
def _page() -> str:
    errors = sorted(error_classes().items(), key=lambda item: (item[1].status, item[0]))
    entries = (_ENTRY.format(code=code, status=error.status, title=escape(error.title)) for code, error in errors)
    return _PAGE.format(entries="\n".join(entries))
