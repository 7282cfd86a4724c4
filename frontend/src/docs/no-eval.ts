// Zod, inside Scalar, tries out whether it may compile its checks by `new Function`. It may not, by the page's
// Content-Security-Policy, and browsers report even a try that is caught. This is Zod's switch; it is read when Scalar's
// code is evaluated, so that has to come later.
declare global {
  var __zod_globalConfig: { jitless?: boolean } | undefined
}

globalThis.__zod_globalConfig = { jitless: true }

export {}
