import type { Key } from '@/api/types'
import { DescriptionItem } from '@/components/ui/description-item'
import { useMediaQuery } from '@/lib/use-media-query'
import { Attempts } from '../attributes/attempts'
import { LastUsed } from '../attributes/last-used'
import { PermissionBadge } from '../attributes/permission-badge'
import { RevokedBy } from '../attributes/revoked-by'
import { KeyName } from './key-name'
import { usePaging } from './use-paging'

interface RevokedKeysProps {
  keys: readonly Key[]
  userId: string
}

interface RevokedListProps extends RevokedKeysProps {
  /** The search that found them. */
  query: string
}

/** The content of "Revoked keys". Loads when expanded. */
export function RevokedList({ keys, query, userId }: RevokedListProps) {
  const wide = useMediaQuery('(min-width: 640px)')
  const { page, more } = usePaging(keys, query)
  const List = wide ? RevokedTable : RevokedCards
  return (
    <>
      <List keys={page} userId={userId} />
      {more}
    </>
  )
}

function RevokedTable({ keys, userId }: RevokedKeysProps) {
  return (
    <table className="w-full table-fixed border-collapse text-start">
      <caption className="sr-only">Revoked API keys</caption>
      <thead>
        <tr className="border-b border-line text-micro text-ink-3">
          <th scope="col" className="py-2 ps-4 pe-3 text-start font-semibold">
            Name
          </th>
          <th scope="col" className="w-[8.5rem] px-3 py-2 text-start font-semibold">
            Permissions
          </th>
          <th scope="col" className="w-[24%] px-3 py-2 text-start font-semibold">
            Last used
          </th>
          <th scope="col" className="w-[28%] py-2 ps-3 pe-4 text-start font-semibold">
            Revoked
          </th>
        </tr>
      </thead>
      <tbody className="divide-y divide-line">
        {keys.map((key) => (
          <tr key={key.id} className="align-top text-small has-data-highlighted:bg-accent-soft">
            <th scope="row" className="py-2.5 ps-4 pe-3 text-start font-normal">
              <KeyName keyData={key} muted />
            </th>
            <td className="px-3 py-2.5">
              <PermissionBadge permission={key.permission} />
            </td>
            <td className="px-3 py-2.5 text-ink-2">
              <LastUsed keyData={key} plain />
            </td>
            <td className="py-2.5 ps-3 pe-4 text-ink-2">
              <RevokedBy keyData={key} userId={userId} />
              <Attempts keyData={key} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function RevokedCards({ keys, userId }: RevokedKeysProps) {
  return (
    <ul aria-label="Revoked API keys" className="divide-y divide-line">
      {keys.map((key) => (
        <li key={key.id} className="px-4 py-3.5 text-small has-data-highlighted:bg-accent-soft">
          <div className="flex items-start gap-3">
            <div className="min-w-0 flex-1">
              <KeyName keyData={key} muted />
            </div>
            <PermissionBadge permission={key.permission} />
          </div>
          <dl className="mt-3 grid grid-cols-[5.5rem_minmax(0,1fr)] gap-y-2 text-ink-2">
            <DescriptionItem label="Last used">
              <LastUsed keyData={key} plain />
            </DescriptionItem>
            <DescriptionItem label="Revoked">
              <RevokedBy keyData={key} userId={userId} />
              <Attempts keyData={key} />
            </DescriptionItem>
          </dl>
        </li>
      ))}
    </ul>
  )
}
