import type { createApiReference } from '@scalar/api-reference'
import { AVAILABLE_CLIENTS } from '@scalar/snippetz'
import { type OpenApiDocument, SCHEME } from './document'

type Configuration = Parameters<typeof createApiReference>[1]

/** The languages that the introduction teaches, in its order. */
const SAMPLES = ['shell/curl', 'python/httpx_sync', 'python/requests', 'js/fetch']

interface ReferenceOptions {
  document: OpenApiDocument
  dark: boolean
  /** What stands where a key goes, such as `sami_4fJk29sLqZ_…`. */
  keyHint: string
}

export function referenceConfiguration({ document, dark, keyHint }: ReferenceOptions): Configuration {
  return {
    content: document,

    // Whatever the document says: trying a call with a real key stays with this server.
    servers: [{ url: window.location.origin, description: 'This server' }],
    proxyUrl: '',
    persistAuth: false,
    authentication: { preferredSecurityScheme: SCHEME },

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
    hiddenClients: AVAILABLE_CLIENTS.filter((client) => !SAMPLES.includes(client)),
    // Members in the order that the document tells them: who before when.
    orderSchemaPropertiesBy: 'preserve',
    defaultOpenFirstTag: false,
    setPageTitle: ({ title }) => (title ? `${title} · API docs · SAMI OS` : 'API docs · SAMI OS'),

    localization: {
      translations: {
        // What is read out begins with what is seen.
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
