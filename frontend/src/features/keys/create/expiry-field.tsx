import type { Expiry } from '@/api/types'
import { formatMoment } from '@/lib/format-time'
import { useNow } from '@/lib/use-now'
import { expiryMoment } from '../expiry-moment'
import { expiries, expiryLabels } from '../wording'

interface ExpiryFieldProps {
  value: Expiry
  onChange: (expiry: Expiry) => void
}

export function ExpiryField({ value, onChange }: ExpiryFieldProps) {
  const now = useNow()
  const moment = expiryMoment(value, now)
  return (
    <fieldset>
      <legend className="text-small font-semibold">Expires in</legend>
      <div className="mt-1.5 grid grid-cols-6 gap-1 rounded-control border border-line-strong bg-sunken p-1 min-[420px]:grid-cols-5">
        {expiries.map((expiry) => (
          <label
            key={expiry}
            className="col-span-2 rounded-[0.3125rem] border border-transparent px-2 py-1.5 text-center text-small min-[420px]:col-span-1! font-medium whitespace-nowrap text-ink-2 transition-colors duration-100 hover:text-ink has-checked:border-line-control has-checked:bg-raised has-checked:font-semibold has-checked:text-ink has-checked:shadow-raise nth-[n+4]:col-span-3 has-focus-visible:outline-2 has-focus-visible:outline-offset-1 has-focus-visible:outline-accent forced-colors:has-checked:border-[Highlight] forced-colors:has-checked:underline"
          >
            <input
              type="radio"
              name="expires_in"
              value={expiry}
              checked={expiry === value}
              onChange={() => onChange(expiry)}
              className="sr-only"
            />
            {expiryLabels[expiry]}
          </label>
        ))}
      </div>
      <p role="status" className="mt-1.5 text-small text-ink-2 tabular">
        {moment === null ? (
          'Works until someone revokes it'
        ) : (
          <>
            Expires <time dateTime={moment.toISOString()}>{formatMoment(moment)}</time>
          </>
        )}
      </p>
    </fieldset>
  )
}
