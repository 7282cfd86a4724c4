export const loadDetails = () => import('./wanted-details')

/** Fetched before it is asked for; a failure is nobody's business until then. */
export function preloadDetails(): void {
  loadDetails().catch(() => {})
}
