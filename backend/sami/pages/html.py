"""The HTML of the docs pages without JavaScript, and the text around the entries of `errors.py`.

A few values of the design system (`tokens.css` in the front end) are repeated here, because its build puts that file
under a name that the back end doesn't know.
"""

PAGE = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title} · API docs · SAMI OS</title>
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<style>
  :root {{
    color-scheme: light dark;
    --surface: #fff; --sunken: #eef0ed; --line: #e0e4df; --line-strong: #c9cfc8;
    --ink: #131a18; --ink-2: #434e4a; --ink-3: #5c6763; --accent: #0b6b69; --accent-soft: #e2f1ef;
  }}
  @media (prefers-color-scheme: dark) {{
    :root {{
      --surface: #161b1b; --sunken: #0b0f0f; --line: #283030; --line-strong: #3a4443;
      --ink: #edf1ef; --ink-2: #b9c3c0; --ink-3: #93a09c; --accent: #63c9c3; --accent-soft: #11302f;
    }}
  }}
  * {{ box-sizing: border-box }}
  body {{ margin: 0; background: var(--surface); color: var(--ink); font: 1rem/1.6 system-ui, sans-serif }}
  a {{ color: var(--accent); text-underline-offset: .15em }}
  a:focus-visible {{ outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 4px }}
  header {{
    position: sticky; top: 0; display: flex; flex-wrap: wrap; align-items: center; gap: .25rem .75rem;
    min-height: 3.25rem; padding: .5rem 1rem; border-bottom: 1px solid var(--line); background: var(--surface);
    font-size: .8125rem;
  }}
  header a {{ color: inherit; text-decoration: none }}
  header .home {{ display: inline-flex; align-items: center; gap: .5rem; font-size: .9375rem; font-weight: 700 }}
  header .home span {{ color: var(--ink-3); font-weight: 500 }}
  header .back {{
    margin-inline-start: auto; padding: .25rem .625rem; border: 1px solid var(--line-strong); border-radius: .5rem;
    font-weight: 600;
  }}
  nav {{ display: flex; gap: .5rem; color: var(--ink-3) }}
  nav > * {{ padding-block: .25rem }}
  nav a {{ color: var(--ink-2); text-decoration: underline }}
  main {{ max-width: 46rem; margin: 0 auto; padding: 2.5rem 1rem 6rem }}
  h1 {{ margin: 0 0 .5rem; font-size: 1.75rem; line-height: 1.2; letter-spacing: -.02em; text-wrap: balance }}
  h2 {{ margin: 2.5rem 0 .5rem; font-size: 1.125rem; line-height: 1.3 }}
  h3 {{ margin: 0; font-size: 1rem }}
  p {{ margin: .375rem 0; color: var(--ink-2) }}
  article {{ padding: 1rem 0; border-top: 1px solid var(--line); scroll-margin-top: 4rem }}
  article:target {{ box-shadow: -.75rem 0 var(--surface), -1rem 0 var(--accent) }}
  code, pre {{ font-family: ui-monospace, monospace; font-size: .875em }}
  code {{ overflow-wrap: anywhere }}
  p code {{ padding: .1em .3em; border-radius: 4px; background: var(--sunken); color: var(--ink) }}
  pre {{ padding: 1rem; border-radius: .5rem; background: var(--sunken); white-space: pre-wrap }}
  pre code {{ overflow-wrap: anywhere }}
  main img {{
    display: block; max-width: min(100%, 24rem); height: auto; margin: 1rem 0; border: 1px solid var(--line-strong);
    border-radius: .5rem;
  }}
  main li {{ margin: .25rem 0; color: var(--ink-2) }}
  li code, td code {{ padding: .1em .3em; border-radius: 4px; background: var(--sunken); color: var(--ink) }}
  strong {{ color: var(--ink) }}
  table {{ width: 100%; border-collapse: collapse; font-size: .9375rem }}
  th, td {{ padding: .375rem .5rem .375rem 0; border-bottom: 1px solid var(--line); text-align: start }}
  .status {{
    display: inline-block; padding: .1rem .5rem; border-radius: 1rem; background: var(--accent-soft);
    color: var(--ink); font-size: .8125rem;
  }}
</style>
</head>
<body>
<header>
<a class="home" href="/settings/api-keys"><img src="/favicon.svg" alt="" width="26" height="26">\
<b>SAMI <span>OS</span></b></a>
<nav aria-label="Docs">
<a href="/docs">API docs</a><span aria-hidden="true">/</span>{place}
</nav>
<a class="back" href="/settings/api-keys">Back to API keys</a>
</header>
<main>
{main}
</main>
</body>
</html>
"""

ERRORS, GUIDES = '<a href="/docs/errors">Errors</a>', '<a href="/docs/guides">Guides</a>'
CHANGELOG = '<a href="/docs/changelog">Changelog</a>'

INDEX = """\
<h1>Errors</h1>
<p>Every failure is <code>application/problem+json</code> (RFC 9457). Use <code>code</code> in your programs, because it
is stable, and show <code>detail</code> to people. Send us the <code>request_id</code> when you ask for help. The docs
have <a href="/docs#description/errors">an example of an error</a>.</p>
{groups}"""

STATUS = """\
<section aria-labelledby="status-{status}">
<h2 id="status-{status}">{status} {phrase}</h2>
{entries}
</section>"""

ENTRY = """\
<article id="{code}" aria-labelledby="code-{code}">
<h3 id="code-{code}"><a href="/docs/errors/{code}"><code>{code}</code></a></h3>
<p>{title}. {when}</p>
<p><strong>What to do:</strong> {remedy}</p>
</article>"""

ERROR = """\
<p><span class="status">{status} {phrase}</span> <code>{code}</code></p>
<h1>{title}</h1>
<h2>Cause</h2>
<p>{when}</p>
<h2>What to do</h2>
<p>{remedy}</p>
<h2>Example</h2>
<pre><code>{example}</code></pre>
<p>Use <code>code</code> in your programs. <code>detail</code> says more about the call that failed. See also
<a href="/docs#description/errors">errors</a> and <a href="/docs#description/permissions">permissions</a> in the docs,
and <a href="/docs/errors">all codes</a>.</p>"""
