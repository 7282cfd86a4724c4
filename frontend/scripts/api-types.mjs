// Types of the settings API, generated from the document the backend publishes.
//   npm run api          writes src/api/schema.gen.d.ts
//   npm run api:check    fails when that file is not what the document says
import { readFile, writeFile } from 'node:fs/promises'
import openapiTS, { astToString } from 'openapi-typescript'

const source = new URL('../../openapi/settings.json', import.meta.url)
const target = new URL('../src/api/schema.gen.d.ts', import.meta.url)

const banner = '// Generated from openapi/settings.json by `npm run api`. Do not edit.\n\n'
const types = banner + astToString(await openapiTS(source))

if (process.argv.includes('--check')) {
  const committed = await readFile(target, 'utf8').catch(() => '')
  if (committed !== types) {
    console.error('src/api/schema.gen.d.ts does not match openapi/settings.json: run `npm run api`.')
    process.exit(1)
  }
  console.log('src/api/schema.gen.d.ts matches openapi/settings.json.')
} else {
  await writeFile(target, types)
  console.log('Wrote src/api/schema.gen.d.ts.')
}
