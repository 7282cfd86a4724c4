import { snippetz } from '@scalar/snippetz'
import { KEY_PLACEHOLDER } from './document'

/** Scalar's placeholder for a missing key. There is no setting to change it. */
const SCALAR_PLACEHOLDER = 'YOUR_SECRET_TOKEN'

let hint = KEY_PLACEHOLDER

/** Sets the text that request samples show in place of a key. */
export function setSampleKey(text: string): void {
  hint = text
}

/** Call once, before rendering. */
export function patchSamples(): void {
  for (const { clients } of snippetz().clients()) {
    for (const client of clients) {
      const { generate } = client
      client.generate = (...request) => generate.apply(client, request).replaceAll(SCALAR_PLACEHOLDER, hint)
    }
  }
}

/** A key's prefix, shown in place of the whole key. */
export function keyHint(prefix: string | undefined): string {
  return prefix ? `${prefix}_…` : KEY_PLACEHOLDER
}
