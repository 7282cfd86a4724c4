import type { Key } from '@/api/types'
import { Icon } from '@/components/ui/icon'
import { Timestamp } from '@/components/ui/timestamp'
import { Attempts } from '../attributes/attempts'
import { Expires } from '../attributes/expires'
import { LastUsed } from '../attributes/last-used'
import { PermissionBadge } from '../attributes/permission-badge'
import { RevokeButton, type RevokeControls } from '../revoke/revoke-button'
import { type SparklineComponent, SparklineSlot } from '../usage/use-sparkline'
import { KeyName } from './key-name'
import { ReplacementNote } from './replacement-note'
import type { Sort, SortColumn } from './search-and-sort'

interface KeyTableProps {
  keys: readonly Key[]
  revoke: RevokeControls
  /** Null until its code has loaded. */
  sparkline: SparklineComponent | null
  /** Null if the list is short. The headings are plain text then. */
  sort: { current: Sort; onSort: (column: SortColumn) => void } | null
}

export function KeyTable({ keys, revoke, sparkline, sort }: KeyTableProps) {
  const heading = (column: SortColumn, label: string, className = '') => (
    <ColumnHeading column={column} label={label} sort={sort} className={className} />
  )
  return (
    <table className="w-full table-fixed border-collapse text-start">
      <caption className="sr-only">Active API keys</caption>
      <thead>
        <tr className="border-b border-line text-micro text-ink-3">
          {heading('name', 'Name')}
          <th scope="col" className="w-[8.5rem] px-3 py-2 text-start font-semibold">
            Permissions
          </th>
          {heading('used', 'Last used', 'w-[24%] lg:w-[20%]')}
          <th scope="col" className="hidden w-[7.125rem] px-3 py-2 text-start font-semibold lg:table-cell">
            Last 30 days
          </th>
          {heading('expires', 'Expires', 'w-[17%] lg:w-[16%]')}
          {heading('created', 'Created', 'hidden w-[8rem] xl:table-cell')}
          <th scope="col" className="w-24 py-2 pe-4 ps-3">
            <span className="sr-only">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody className="divide-y divide-line">
        {keys.map((key) => (
          <tr
            key={key.id}
            className="align-top text-small transition-colors hover:bg-hover has-data-highlighted:bg-accent-soft"
          >
            <th scope="row" className="py-2.5 ps-4 pe-3 text-start font-normal">
              <KeyName keyData={key} />
              <ReplacementNote keyData={key} />
            </th>
            <td className="px-3 py-2.5">
              <PermissionBadge permission={key.permission} />
            </td>
            <td className="px-3 py-2.5 text-ink-2">
              <LastUsed keyData={key} />
            </td>
            <td className="hidden px-3 py-2.5 lg:table-cell">
              <SparklineSlot keyData={key} sparkline={sparkline} />
            </td>
            <td className="px-3 py-2.5 text-ink-2">
              <Expires keyData={key} />
              <Attempts keyData={key} brief />
            </td>
            <td className="hidden px-3 py-2.5 text-ink-2 xl:table-cell">
              <Timestamp value={key.created_at} />
            </td>
            <td className="py-1.25 pe-3 ps-3 text-end">
              <RevokeButton keyData={key} {...revoke} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

interface ColumnHeadingProps {
  column: SortColumn
  label: string
  sort: KeyTableProps['sort']
  className: string
}

function ColumnHeading({ column, label, sort, className }: ColumnHeadingProps) {
  const inset = column === 'name' ? 'ps-4 pe-3' : 'px-3'
  if (sort === null) {
    return (
      <th scope="col" className={`${inset} py-2 text-start font-semibold ${className}`}>
        {label}
      </th>
    )
  }
  const sorted = sort.current.column === column
  const order = sort.current.descending ? 'descending' : 'ascending'
  return (
    <th
      scope="col"
      aria-sort={sorted ? order : undefined}
      className={`${inset} py-1 text-start font-semibold ${className}`}
    >
      <button
        type="button"
        onClick={() => sort.onSort(column)}
        className={`-ms-1.5 inline-flex h-6 items-center gap-1 rounded-tag px-1.5 font-semibold transition-colors hover:bg-hover hover:text-ink ${sorted ? 'text-ink' : ''}`}
      >
        {label}
        <Icon
          name={sorted ? (sort.current.descending ? 'down' : 'up') : 'chevrons'}
          className={`size-3 ${sorted ? '' : 'opacity-60'}`}
        />
      </button>
    </th>
  )
}
