export default {
  input: 'openapi.json',
  // With '.ts', Node runs the client as it is generated.
  output: { path: 'sami-client', module: { extension: '.ts' } },
  plugins: ['@hey-api/client-fetch', '@hey-api/sdk', '@hey-api/typescript'],
}
