export default {
  input: 'openapi.json',
  // With '.ts', Node can run the generated client as it is.
  output: { path: 'sami-client', module: { extension: '.ts' } },
  plugins: ['@hey-api/client-fetch', '@hey-api/sdk', '@hey-api/typescript'],
}
