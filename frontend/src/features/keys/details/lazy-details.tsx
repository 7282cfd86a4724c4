import { useEffect } from 'react'
import { LoadError } from '@/components/ui/load-error'
import { useLazyModule } from '@/lib/use-lazy-module'
import type { DetailsRouteProps } from './details-route'
import { useDetailsKeyId } from './details-url'
import { loadDetails } from './load-details'

/** Watches the URL for a key. The rest loads when the first details open. */
export function LazyDetails(props: Omit<DetailsRouteProps, 'keyId'>) {
  const keyId = useDetailsKeyId()
  const { code, failed, load } = useLazyModule(loadDetails)
  useEffect(() => {
    if (keyId !== '') load()
  }, [keyId, load])

  if (keyId !== '' && failed) return <LoadError what="this dialog" />
  return code && <code.DetailsRoute {...props} keyId={keyId} />
}
