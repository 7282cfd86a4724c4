import type { WorkspaceKey } from '@/api/types'
import { Button } from '@/components/ui/button'
import { DescriptionItem } from '@/components/ui/description-item'
import { useMediaQuery } from '@/lib/use-media-query'
import { LastUsed } from '../attributes/last-used'
import { PermissionBadge } from '../attributes/permission-badge'
import type { RevokeControls } from '../revoke/revoke-button'
import { ExpiryCell, NameCell, OwnerCell } from './workspace-cells'

type Revoke = Omit<RevokeControls, 'onRevoke'> & { onRevoke: (key: WorkspaceKey) => void }

interface WorkspaceListProps {
  keys: readonly WorkspaceKey[]
  userId: string
  revoke: Revoke
}

export function WorkspaceList(props: WorkspaceListProps) {
  // Six columns need more space than the five of "Your keys".
  const wide = useMediaQuery('(min-width: 860px)')
  return wide ? <WorkspaceTable {...props} /> : <WorkspaceCards {...props} />
}

const columns = [
  ['Name', ''],
  ['Owner', 'w-[21%]'],
  ['Permissions', 'w-[8.5rem]'],
  ['Last used', 'w-[19%]'],
  ['Expires', 'w-[16%]'],
] as const

function WorkspaceTable({ keys, userId, revoke }: WorkspaceListProps) {
  return (
    <table className="w-full table-fixed border-collapse text-start">
      <caption className="sr-only">Workspace API keys</caption>
      <thead>
        <tr className="border-b border-line text-micro text-ink-3">
          {columns.map(([label, width]) => (
            <th key={label} scope="col" className={`px-3 py-2 text-start font-semibold first:ps-4 ${width}`}>
              {label}
            </th>
          ))}
          <th scope="col" className="w-24 py-2 ps-3 pe-4">
            <span className="sr-only">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody className="divide-y divide-line">
        {keys.map((key) => (
          <tr key={key.id} className="align-top text-small transition-colors hover:bg-hover">
            <th scope="row" className="py-2.5 ps-4 pe-3 text-start font-normal">
              <NameCell keyData={key} />
            </th>
            <td className="px-3 py-2.5 text-ink-2">
              <OwnerCell keyData={key} userId={userId} />
            </td>
            <td className="px-3 py-2.5">
              <PermissionBadge permission={key.permission} />
            </td>
            <td className="px-3 py-2.5 text-ink-2">
              <LastUsed keyData={key} plain={key.status === 'revoked'} />
            </td>
            <td className="px-3 py-2.5 text-ink-2">
              <ExpiryCell keyData={key} userId={userId} />
            </td>
            <td className="py-1.25 ps-3 pe-3 text-end">
              <RevokeButton keyData={key} {...revoke} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function WorkspaceCards({ keys, userId, revoke }: WorkspaceListProps) {
  return (
    <ul aria-label="Workspace API keys" className="divide-y divide-line">
      {keys.map((key) => (
        <li key={key.id} className="px-4 py-3.5 text-small">
          <div className="flex items-start gap-3">
            <div className="min-w-0 flex-1">
              <NameCell keyData={key} />
            </div>
            <PermissionBadge permission={key.permission} />
          </div>
          <dl className="mt-3 grid grid-cols-[5.5rem_minmax(0,1fr)] gap-y-2 text-ink-2">
            <DescriptionItem label="Owner">
              <OwnerCell keyData={key} userId={userId} />
            </DescriptionItem>
            <DescriptionItem label="Last used">
              <LastUsed keyData={key} plain={key.status === 'revoked'} />
            </DescriptionItem>
            <DescriptionItem label={key.status === 'revoked' ? 'Revoked' : 'Expires'}>
              <ExpiryCell keyData={key} userId={userId} />
            </DescriptionItem>
          </dl>
          <div className="-ms-2.5 mt-2 empty:hidden">
            <RevokeButton keyData={key} {...revoke} />
          </div>
        </li>
      ))}
    </ul>
  )
}

/** Several people may use the same key name, so the label includes the owner. */
function RevokeButton({ keyData, disabled, onPrefetch, onRevoke }: Revoke & { keyData: WorkspaceKey }) {
  if (keyData.status === 'revoked') return null
  return (
    <Button
      variant="danger-quiet"
      size="small"
      disabled={disabled}
      onPointerEnter={onPrefetch}
      onFocus={onPrefetch}
      aria-label={`Revoke ${keyData.name}, owned by ${keyData.owner.name}`}
      onClick={() => onRevoke(keyData)}
    >
      Revoke
    </Button>
  )
}
