import type { createApiReference } from '@scalar/api-reference'
import { AVAILABLE_CLIENTS } from '@scalar/snippetz'
import { type OpenApiDocument, SCHEME } from './document'

type Configuration = Parameters<typeof createApiReference>[1]

/** The languages the introduction uses, in the same order. */
const SAMPLES = ['shell/curl', 'python/httpx_sync', 'python/requests', 'js/fetch']

interface ReferenceOptions {
  document: OpenApiDocument
  dark: boolean
  /** What examples show in place of a key, such as `sami_4fJk29sLqZ_…`. */
  keyHint: string
}

export function referenceConfiguration({ document, dark, keyHint }: ReferenceOptions): Configuration {
  return {
    content: document,

    // Whatever the document says, a test call with a real key only goes to this server.
    servers: [{ url: window.location.origin, description: 'This server' }],
    proxyUrl: '',
    persistAuth: false,
    authentication: { preferredSecurityScheme: SCHEME },

    // Turn off all of Scalar's hosted services.
    telemetry: false,
    agent: { disabled: true },
    mcp: { disabled: true },
    externalUrls: { dashboardUrl: '', registryUrl: '', proxyUrl: '', apiBaseUrl: '' },
    hideClientButton: true,
    showDeveloperTools: 'never',
    withDefaultFonts: false,

    // docs.css applies src/styles/tokens.css. The theme follows the system, as in the panel.
    theme: 'none',
    forceDarkModeState: dark ? 'dark' : 'light',
    hideDarkModeToggle: true,

    documentDownloadType: 'json',
    defaultHttpClient: { targetKey: 'shell', clientKey: 'curl' },
    hiddenClients: AVAILABLE_CLIENTS.filter((client) => !SAMPLES.includes(client)),
    // Keep the order of properties in the document.
    orderSchemaPropertiesBy: 'preserve',
    defaultOpenFirstTag: false,
    setPageTitle: ({ title }) => (title ? `${title} · API docs · SAMI OS` : 'API docs · SAMI OS'),

    localization: {
      translations: {
        // The accessible name starts with the visible text.
        actions: { showMore: 'Show all' },
        navigation: { showAllEndpoints: 'Show all of {name}' },
        apiClient: {
          authSelector: { selectedType: 'Sent as {type}' },
          requestAuthTab: { token: keyHint, bearerToken: 'API key' },
        },
      },
    },
  }
}
