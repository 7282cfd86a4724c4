// Browser names by User-Agent. The order matters: most browsers also claim to be Chrome and Safari.
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

/**
 * "Firefox on macOS" for a browser, else the name of the first product ("curl 8.5.0"). Null if there is no
 * User-Agent.
 */
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
