/** The parts of `/openapi.json` that this page uses. */
export interface OpenApiDocument {
  [member: string]: unknown
  info: { description: string; [member: string]: unknown }
  components: { securitySchemes: Record<string, unknown>; [member: string]: unknown }
  paths: Record<string, Record<string, Operation>>
}

interface Operation {
  [member: string]: unknown
  security: Record<string, unknown>[]
}

/**
 * The placeholders for the server's URL and a key in the published document. They come from
 * `backend/sami/introduction.py`.
 */
const ADDRESS_PLACEHOLDER = 'https://YOUR-SAMI-OS'
export const KEY_PLACEHOLDER = 'sami_…'

/** The authentication scheme for test calls. The text describes the other one, for tools that can't use this one. */
export const SCHEME = 'bearer'

export async function fetchDocument(): Promise<OpenApiDocument> {
  const response = await fetch('/openapi.json')
  if (!response.ok) throw new Error(`openapi.json answered ${response.status}`)
  return (await response.json()) as OpenApiDocument
}

/** Returns the document with this server's URL and the visitor's key prefix in its examples. */
export function personalize(document: OpenApiDocument, keyHint: string): OpenApiDocument {
  const description = document.info.description
    .replaceAll(ADDRESS_PLACEHOLDER, window.location.origin)
    .replaceAll(KEY_PLACEHOLDER, keyHint)
  return {
    ...document,
    info: { ...document.info, description },
    components: {
      ...document.components,
      securitySchemes: { [SCHEME]: document.components.securitySchemes[SCHEME] },
    },
    paths: mapValues(document.paths, (operations) =>
      mapValues(operations, (operation) => ({
        ...operation,
        security: operation.security.filter((scheme) => SCHEME in scheme),
      })),
    ),
  }
}

function mapValues<Value>(of: Record<string, Value>, change: (value: Value) => Value): Record<string, Value> {
  return Object.fromEntries(Object.entries(of).map(([name, value]) => [name, change(value)]))
}
