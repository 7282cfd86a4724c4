import type { Key } from '@/api/types'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { copyShortcut } from '@/lib/clipboard'
import { useCopy } from '@/lib/use-copy'
import { FirstCallStatus } from './first-call-status'

const command = (key: string) => `curl ${window.location.origin}/v1/me -H "Authorization: Bearer ${key}"`

/** Lets people test the key before closing: a call to make, and a status that shows when it arrives. */
export function TryKey({ keyData, secret }: { keyData: Key; secret: string }) {
  const { state, copy } = useCopy()
  return (
    <section aria-labelledby="try-it" className="border-t border-line pt-4">
      <div className="flex items-center justify-between gap-3">
        <h3 id="try-it" className="text-small font-semibold">
          Test the key
        </h3>
        <Button variant="quiet" size="small" className="-me-2" onClick={() => copy(command(secret))}>
          <Icon name={state === 'copied' ? 'check' : 'copy'} className="size-3.5" />
          {state === 'copied' ? 'Copied' : 'Copy command'}
        </Button>
      </div>
      <pre
        dir="ltr"
        translate="no"
        className="mt-1 rounded-control bg-sunken px-3 py-2 font-mono text-micro whitespace-pre-wrap text-ink-2 [overflow-wrap:anywhere]"
      >
        {command(`${keyData.prefix}_••••••`)}
      </pre>
      <p role="status" className="sr-only">
        {state === 'copied' && 'Copied the command with the full key'}
      </p>
      {state === 'refused' && (
        <p role="alert" className="mt-1.5 text-small font-medium text-warn">
          Your browser blocked copying. Copy the key above with {copyShortcut} and paste it over the dots.
        </p>
      )}
      <FirstCallStatus keyData={keyData} />
    </section>
  )
}
