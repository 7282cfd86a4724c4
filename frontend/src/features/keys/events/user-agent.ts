// User-Agents as people call their browsers. Order matters: most browsers also claim to be Chrome and Safari.
const browsers: readonly [RegExp, string][] = [
  [/\b(?:Edg|EdgA|EdgiOS)\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/\b(?:Chrome|CriOS|HeadlessChrome)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
]

const systems: readonly [RegExp, string][] = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bLinux\b/, 'Linux'],
]

/** "Firefox on macOS" of a browser; the first product's name of anything else ("curl 8.5.0"). Null: it said nothing. */
export function describeUserAgent(agent: string | null): string | null {
  const userAgent = agent?.trim()
  if (!userAgent) return null
  if (!userAgent.startsWith('Mozilla/'))
    return (userAgent.split(/\s+/)[0] ?? '').replace('/', ' ').slice(0, 40)
  const browser = nameIn(browsers, userAgent) ?? 'a browser'
  const system = nameIn(systems, userAgent)
  return system ? `${browser} on ${system}` : browser
}

const nameIn = (names: readonly [RegExp, string][], text: string) =>
  names.find(([pattern]) => pattern.test(text))?.[1]
