// Lighthouse on the pages that standard input names, as JSON: {chromium, arguments, pages: [{url, cookie}]}. Writes JSON,
// too: what each page scored, what cost it points, and what it asked for. Calls nobody: errors are not reported.
import { text } from 'node:stream/consumers'
import lighthouse, { desktopConfig } from 'lighthouse'
import { launch } from 'puppeteer-core'

const { chromium, arguments: args, pages } = JSON.parse(await text(process.stdin))
const browser = await launch({ executablePath: chromium, args, headless: true })
const results = []
try {
  for (const { url, cookie } of pages) {
    if (cookie) await browser.setCookie(cookie)
    results.push(await audit(url))
  }
} finally {
  await browser.close()
}
process.stdout.write(JSON.stringify(results))

async function audit(url) {
  const page = await browser.newPage()
  const flags = {
    onlyCategories: ['accessibility', 'best-practices'],
    // The session's cookie is to stay. Speed is not asked for here, so nothing is slowed down.
    disableStorageReset: true,
    disableFullPageScreenshot: true,
    throttlingMethod: 'provided',
    logLevel: 'silent',
  }
  const { lhr } = await lighthouse(url, flags, desktopConfig, page)
  await page.close()
  return {
    address: lhr.mainDocumentUrl,
    error: lhr.runtimeError?.message ?? null,
    scores: Object.fromEntries(
      Object.values(lhr.categories).map(({ id, score }) => [id, Math.round(score * 100)]),
    ),
    lost: Object.values(lhr.categories)
      .flatMap(({ auditRefs }) => auditRefs)
      .filter(({ id, weight }) => weight > 0 && (lhr.audits[id].score ?? 1) < 1)
      .map(({ id }) => ({ id, details: lhr.audits[id].details?.items ?? [] })),
    requests: lhr.audits['network-requests']?.details?.items.map((request) => request.url) ?? [],
  }
}
