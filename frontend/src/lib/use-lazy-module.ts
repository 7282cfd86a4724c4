import { useCallback, useEffect, useRef, useState } from 'react'

/**
 * A module that loads on demand, or a little earlier. Unlike with React.lazy, a failed load isn't remembered:
 * the next click tries again.
 */
export function useLazyModule<Code>(importModule: () => Promise<Code>) {
  const [code, setCode] = useState<{ value: Code } | null>(null)
  const [failed, setFailed] = useState(false)
  const loading = useRef<Promise<void> | null>(null)
  const loader = useRef(importModule)
  const mounted = useRef(true)

  useEffect(() => {
    mounted.current = true
    return () => {
      mounted.current = false
    }
  }, [])

  const request = useCallback((reportFailure: boolean) => {
    if (reportFailure) setFailed(false)
    loading.current ??= loader.current().then(
      (value) => {
        if (mounted.current) setCode({ value })
      },
      () => {
        loading.current = null
        throw new Error('not loaded')
      },
    )
    // A failed preload isn't reported. The click tries again and reports it.
    loading.current.catch(() => reportFailure && mounted.current && setFailed(true))
  }, [])

  const preload = useCallback(() => request(false), [request])
  const load = useCallback(() => request(true), [request])

  return { code: code?.value ?? null, failed, preload, load }
}
