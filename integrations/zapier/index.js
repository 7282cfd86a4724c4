import { version as platformVersion } from 'zapier-platform-core'
import manifest from './package.json' with { type: 'json' }
import { authentication } from './src/authentication.js'
import { creates } from './src/creates.js'
import { dropdowns } from './src/dropdowns.js'
import { explainFailures } from './src/failures.js'
import { authorise } from './src/requests.js'
import { searches, searchOrCreates } from './src/searches.js'
import { triggers } from './src/triggers.js'

/** The app, as Zapier's schema wants it. `zapier push` takes it from here. */
export default {
  version: manifest.version,
  platformVersion,
  flags: {
    // Zapier's own error for 429 says nothing of ours, and comes before `afterResponse`, where ours is made.
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
