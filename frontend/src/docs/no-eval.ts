// Zod, inside Scalar, probes whether it can compile its checks with `new Function`. The page's
// Content-Security-Policy forbids that, and browsers report even a caught attempt. This is Zod's switch to
// turn it off. Zod reads it when Scalar's code runs, so this file has to be imported first.
declare global {
  var __zod_globalConfig: { jitless?: boolean } | undefined
}

globalThis.__zod_globalConfig = { jitless: true }

export {}
