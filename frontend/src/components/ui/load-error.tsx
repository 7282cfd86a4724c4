import { Button } from './button'
import { Notice } from './notice'

/** Lazy-loaded code failed to load: offline, or the page is older than the server's release. */
export function LoadError({ what }: { what: string }) {
  return (
    <Notice
      tone="danger"
      role="alert"
      title={`Couldn’t load ${what}`}
      action={
        <Button size="small" onClick={() => window.location.reload()}>
          Reload page
        </Button>
      }
    >
      Nothing changed. Check your connection and try again, or reload the page.
    </Notice>
  )
}
