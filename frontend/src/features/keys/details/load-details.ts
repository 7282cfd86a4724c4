export const loadDetails = () => import('./details-route')

/** Fetched before it is asked for; a failure is nobody's business until then. */
export function preloadDetails(): void {
  loadDetails().catch(() => {})
}
