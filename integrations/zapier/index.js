import { version as platformVersion } from 'zapier-platform-core'
import manifest from './package.json' with { type: 'json' }
import { authentication } from './src/authentication.js'
import { creates } from './src/creates.js'
import { dropdowns } from './src/dropdowns.js'
import { explainFailures } from './src/failures.js'
import { authorise } from './src/requests.js'
import { searches, searchOrCreates } from './src/searches.js'
import { triggers } from './src/triggers.js'

/** The app definition in Zapier's schema, which `zapier push` uploads. */
export default {
  version: manifest.version,
  platformVersion,
  flags: {
    // Zapier's own error for 429 omits our message, and is thrown before `afterResponse`, which creates ours.
    throwForThrottlingEarly: false,
  },
  authentication,
  beforeRequest: [authorise],
  afterResponse: [explainFailures],
  triggers: { ...triggers, ...dropdowns },
  creates,
  searches,
  searchOrCreates,
}
