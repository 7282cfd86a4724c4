import type { createApiReference } from '@scalar/api-reference'

type Configuration = Parameters<typeof createApiReference>[1]

export function referenceConfiguration(document: Record<string, unknown>, dark: boolean): Configuration {
  return {
    content: document,

    // Whatever the document says: trying a call with a real key stays with this server.
    servers: [{ url: window.location.origin, description: 'This server' }],
    proxyUrl: '',
    persistAuth: false,
    authentication: { preferredSecurityScheme: firstSecurityScheme(document) },

    // Scalar's hosted services: none of them.
    telemetry: false,
    agent: { disabled: true },
    mcp: { disabled: true },
    externalUrls: { dashboardUrl: '', registryUrl: '', proxyUrl: '', apiBaseUrl: '' },
    hideClientButton: true,
    showDeveloperTools: 'never',
    withDefaultFonts: false,

    // Looks come from src/styles/tokens.css by way of docs.css; the theme follows the system, as in the panel.
    theme: 'none',
    forceDarkModeState: dark ? 'dark' : 'light',
    hideDarkModeToggle: true,

    documentDownloadType: 'json',
    defaultHttpClient: { targetKey: 'shell', clientKey: 'curl' },
  }
}

/** Preselected in the "Authentication" box, so that pasting a key is all there is to do. */
function firstSecurityScheme(document: Record<string, unknown>): string | null {
  const components = document.components as { securitySchemes?: Record<string, unknown> } | undefined
  return Object.keys(components?.securitySchemes ?? {})[0] ?? null
}
