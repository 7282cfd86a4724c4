import { useEffect } from 'react'
import { LoadError } from '@/components/ui/load-error'
import { useLazyModule } from '@/lib/use-lazy-module'
import type { DetailsRouteProps } from './details-route'
import { useDetailsKeyId } from './details-url'
import { loadDetails } from './load-details'

/** Watches the address for a key whose details are wanted; all else loads with the first of them. */
export function LazyDetails(props: Omit<DetailsRouteProps, 'keyId'>) {
  const keyId = useDetailsKeyId()
  const { code, failed, load } = useLazyModule(loadDetails)
  useEffect(() => {
    if (keyId !== '') load()
  }, [keyId, load])

  if (keyId !== '' && failed) return <LoadError what="This dialog" />
  return code && <code.DetailsRoute {...props} keyId={keyId} />
}
