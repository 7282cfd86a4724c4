import { Button } from './button'
import { Notice } from './notice'

/** Code that loads on demand did not come: offline, or the page is older than the server's release. */
export function LoadError({ what }: { what: string }) {
  return (
    <Notice
      tone="danger"
      role="alert"
      title={`${what} could not be loaded`}
      action={
        <Button size="small" onClick={() => window.location.reload()}>
          Reload the page
        </Button>
      }
    >
      Nothing was changed. Check your connection and try again, or reload the page.
    </Notice>
  )
}
