export const loadDetails = () => import('./details-route')

/** Loads ahead of a click. A failure only matters once the user clicks. */
export function preloadDetails(): void {
  loadDetails().catch(() => {})
}
