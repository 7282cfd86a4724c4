import { type ComponentType, useEffect } from 'react'
import type { Key } from '@/api/types'
import { useLazyModule } from '@/lib/use-lazy-module'

export type SparklineComponent = ComponentType<{ keyId: string }>

const load = () => import('./row-sparkline')

/** The drawing and its numbers come after the list, and not at all where no key was ever used. */
export function useSparkline(keys: readonly Key[]): SparklineComponent | null {
  const { code, preload } = useLazyModule(load)
  const used = keys.some(wasCalled)
  useEffect(() => {
    if (used) preload()
  }, [used, preload])
  return code?.RowSparkline ?? null
}

/** Keeps the drawing's room, so that nothing moves when it comes. */
export function SparklineSlot({
  keyData,
  sparkline: Component,
}: {
  keyData: Key
  sparkline: SparklineComponent | null
}) {
  return (
    wasCalled(keyData) && (
      <span className="block h-6 w-22.5">{Component && <Component keyId={keyData.id} />}</span>
    )
  )
}

function wasCalled(key: Key): boolean {
  return key.last_used_at !== null || key.attempts.count > 0
}
