import { useEffect } from 'react'
import { NotLoaded } from '@/components/ui/not-loaded'
import { useOnDemand } from '@/lib/use-on-demand'
import { loadDetails } from './load-details'
import { useOpenDetails } from './open-details'
import type { WantedDetailsProps } from './wanted-details'

/** Watches the address for a key whose details are wanted; all else loads with the first of them. */
export function DetailsGate(props: Omit<WantedDetailsProps, 'wantedId'>) {
  const wantedId = useOpenDetails()
  const { code, failed, need } = useOnDemand(loadDetails)
  useEffect(() => {
    if (wantedId !== '') need()
  }, [wantedId, need])

  if (wantedId !== '' && failed) return <NotLoaded what="This dialog" />
  return code && <code.WantedDetails {...props} wantedId={wantedId} />
}
