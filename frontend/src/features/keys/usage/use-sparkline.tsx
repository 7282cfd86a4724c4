import { type ComponentType, useEffect } from 'react'
import type { Key } from '@/api/types'
import { useLazyModule } from '@/lib/use-lazy-module'

export type SparklineComponent = ComponentType<{ keyId: string }>

const load = () => import('./row-sparkline')

/** Loads the sparkline and its data after the list, and only if some key was ever used. */
export function useSparkline(keys: readonly Key[]): SparklineComponent | null {
  const { code, preload } = useLazyModule(load)
  const used = keys.some(wasCalled)
  useEffect(() => {
    if (used) preload()
  }, [used, preload])
  return code?.RowSparkline ?? null
}

/** Reserves the sparkline's space, so that nothing moves when it loads. */
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
