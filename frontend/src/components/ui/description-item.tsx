import type { ReactNode } from 'react'

/** A term and its description, for a two-column `dl`. */
export function DescriptionItem({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-3">{label}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  )
}
