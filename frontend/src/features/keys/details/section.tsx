import type { ReactNode } from 'react'
import { isSessionRequired } from '@/api/problem'
import { RetryButton } from '@/components/ui/retry-button'

export function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="mb-1.5 text-small font-semibold">{title}</h3>
      {children}
    </section>
  )
}

interface QueryContentProps {
  query: { error: Error | null; isPending: boolean; isFetching: boolean; refetch: () => unknown }
  /** "usage", "history" */
  what: string
  /** Reserves the expected height, so that little moves when the content loads. */
  placeholderClass: string
  children: ReactNode
}

/** A part of the dialog that loads by itself. If it fails, the other parts still work. */
export function QueryContent({ query, what, placeholderClass, children }: QueryContentProps) {
  // The dialog asks once to sign in again. That reloads all parts.
  if (query.isPending || isSessionRequired(query.error)) {
    return (
      <div aria-busy="true" className={`animate-breathe rounded-control bg-sunken ${placeholderClass}`}>
        <p className="sr-only">Loading</p>
      </div>
    )
  }
  if (query.error) {
    return (
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-small text-ink-2">
        <p role="alert">Couldn’t load {what}.</p>
        <RetryButton error={query.error} busy={query.isFetching} onRetry={query.refetch} />
      </div>
    )
  }
  return children
}
