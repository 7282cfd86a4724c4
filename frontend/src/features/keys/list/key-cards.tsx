import type { Key } from '@/api/types'
import { DescriptionItem } from '@/components/ui/description-item'
import { Timestamp } from '@/components/ui/timestamp'
import { Attempts } from '../attributes/attempts'
import { Expires } from '../attributes/expires'
import { LastUsed } from '../attributes/last-used'
import { PermissionBadge } from '../attributes/permission-badge'
import { RevokeButton, type RevokeControls } from '../revoke/revoke-button'
import { type SparklineComponent, SparklineSlot } from '../usage/use-sparkline'
import { KeyName } from './key-name'
import { ReplacementNote } from './replacement-note'

interface KeyCardsProps {
  keys: readonly Key[]
  revoke: RevokeControls
  /** Null until its code has loaded. */
  sparkline: SparklineComponent | null
}

/** The table's content as cards, for narrow screens. */
export function KeyCards({ keys, revoke, sparkline }: KeyCardsProps) {
  return (
    <ul aria-label="Active API keys" className="divide-y divide-line">
      {keys.map((key) => (
        <li key={key.id} className="px-4 py-3.5 text-small has-data-highlighted:bg-accent-soft">
          <div className="flex items-start gap-3">
            <div className="min-w-0 flex-1">
              <KeyName keyData={key} />
              <ReplacementNote keyData={key} />
            </div>
            <PermissionBadge permission={key.permission} />
          </div>
          <dl className="mt-3 grid grid-cols-[5.5rem_minmax(0,1fr)] gap-y-2 text-ink-2">
            <DescriptionItem label="Last used">
              <div className="flex gap-3">
                <div className="min-w-0 flex-1">
                  <LastUsed keyData={key} />
                </div>
                <div className="max-[24rem]:hidden">
                  <SparklineSlot keyData={key} sparkline={sparkline} />
                </div>
              </div>
            </DescriptionItem>
            <DescriptionItem label="Expires">
              <Expires keyData={key} />
              <Attempts keyData={key} brief />
            </DescriptionItem>
            <DescriptionItem label="Created">
              <Timestamp value={key.created_at} />
            </DescriptionItem>
          </dl>
          <div className="-ms-2.5 mt-2">
            <RevokeButton keyData={key} {...revoke} />
          </div>
        </li>
      ))}
    </ul>
  )
}
