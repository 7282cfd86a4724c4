import { snippetz } from '@scalar/snippetz'
import { KEY_PLACEHOLDER } from './document'

/** What Scalar writes where a key goes and none was entered. It has no setting for it. */
const SCALAR_PLACEHOLDER = 'YOUR_SECRET_TOKEN'

let hint = KEY_PLACEHOLDER

/** From now on, request samples have `text` where a key goes. */
export function setSampleKey(text: string): void {
  hint = text
}

/** Once, before anything is drawn. */
export function patchSamples(): void {
  for (const { clients } of snippetz().clients()) {
    for (const client of clients) {
      const { generate } = client
      client.generate = (...request) => generate.apply(client, request).replaceAll(SCALAR_PLACEHOLDER, hint)
    }
  }
}

/** The beginning of a key, as text that stands for all of it. */
export function keyHint(prefix: string | undefined): string {
  return prefix ? `${prefix}_…` : KEY_PLACEHOLDER
}
