import { useInfiniteQuery } from '@tanstack/react-query'
import { type ReactNode, useRef, useState } from 'react'
import { Refused } from '@/api/problem'
import type { WorkspaceKey } from '@/api/types'
import { Button } from '@/components/ui/button'
import { LoadMore } from '@/components/ui/load-more'
import { NotLoaded } from '@/components/ui/not-loaded'
import { Notice } from '@/components/ui/notice'
import { Toast } from '@/components/ui/toast'
import { setQueryParam, useQueryParam } from '@/lib/location'
import { useArrivalFocus } from '@/lib/use-arrival-focus'
import { useOnDemand } from '@/lib/use-on-demand'
import { useOnline } from '@/lib/use-online'
import { useTitle } from '@/lib/use-title'
import { ListBanners, type ListWords } from '../layout/list-banners'
import { ListSkeleton } from '../layout/list-skeleton'
import { PageHeader } from '../layout/page-header'
import { withoutSecret } from '../model/key-text'
import { KeyAccessContext } from '../revoke/key-access'
import { workspaceAccess } from './workspace-access'
import { WorkspaceList } from './workspace-list'
import { type Filter, statuses, workspaceKeysQuery } from './workspace-query'
import { WorkspaceToolbar } from './workspace-toolbar'

const loadRevokeDialog = () => import('../revoke/revoke-key-dialog')

const words: ListWords = {
  notLoaded: 'The workspace’s keys could not be loaded',
  whenBack: 'The workspace’s keys appear once you’re back.',
  waits: 'Revoking waits for the connection; all keys keep working.',
}

interface WorkspacePageProps {
  userId: string
  tabs: ReactNode
  arrived: boolean
}

/** Everybody's keys, for workspace admins. */
export function WorkspacePage({ userId, tabs, arrived }: WorkspacePageProps) {
  useTitle('Workspace keys · API keys · SAMI OS')
  const heading = useRef<HTMLHeadingElement>(null)
  useArrivalFocus(heading, arrived)
  const online = useOnline()
  const [filter, setFilter] = useFilter()
  const list = useInfiniteQuery(workspaceKeysQuery(filter))
  const keys = list.data?.pages
    .flatMap(({ data }) => data)
    // One just revoked leaves before the server is asked again.
    .filter((key) => filter.status !== 'active' || key.status !== 'revoked')

  const refused = list.error instanceof Refused && list.error.code === 'admin_required' ? list.error : null

  return (
    <>
      <PageHeader tabs={tabs} />
      <div className="mb-4 flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <h2 ref={heading} tabIndex={-1} className="text-body font-bold">
            Workspace keys
          </h2>
          {refused === null && (
            <p className="mt-0.5 text-small text-ink-3">
              Everybody’s keys, newest first. Admins can revoke them, but never use or copy them.
            </p>
          )}
        </div>
        {refused === null && <WorkspaceToolbar filter={filter} onFilter={setFilter} />}
      </div>
      {refused ? (
        <Notice icon="lock" title="This is for workspace admins">
          {refused.detail}
        </Notice>
      ) : (
        <>
          <div className="empty:hidden [&:not(:empty)]:mb-5">
            <ListBanners
              words={words}
              online={online}
              error={list.error}
              readAt={list.dataUpdatedAt > 0 ? new Date(list.dataUpdatedAt) : null}
              retrying={list.isFetching}
              onRetry={() => (list.isFetchNextPageError ? list.fetchNextPage() : list.refetch())}
              onSignedIn={() => list.refetch()}
            />
          </div>
          <p role="status" className="sr-only">
            {filter.q !== '' && keys && !list.isPlaceholderData && found(keys.length, list.hasNextPage)}
          </p>
          {keys === undefined ? (
            list.isPending && online && <ListSkeleton what="the workspace’s keys" />
          ) : (
            <>
              <RevocableKeys keys={keys} userId={userId} online={online} heading={heading}>
                <NoKeys filter={filter} onClear={() => setFilter({ ...filter, q: '' })} />
              </RevocableKeys>
              <LoadMore
                key={`${filter.status} ${filter.q}`}
                what="keys"
                shown={keys.length}
                hasMore={list.hasNextPage}
                busy={list.isFetchingNextPage}
                disabled={!online}
                onMore={() => list.fetchNextPage()}
              />
            </>
          )}
        </>
      )}
    </>
  )
}

interface RevocableKeysProps {
  keys: readonly WorkspaceKey[]
  userId: string
  online: boolean
  heading: React.RefObject<HTMLElement | null>
  /** Instead of an empty list. */
  children: ReactNode
}

function RevocableKeys({ keys, userId, online, heading, children }: RevocableKeysProps) {
  const { code, failed, preload, need } = useOnDemand(loadRevokeDialog)
  const [asked, setAsked] = useState<{ key: WorkspaceKey; open: boolean; revoked: boolean } | null>(null)
  const [message, setMessage] = useState('')
  const opener = useRef<HTMLElement | null>(null)

  function ask(key: WorkspaceKey) {
    opener.current = document.activeElement instanceof HTMLElement ? document.activeElement : null
    setMessage('')
    need()
    setAsked({ key, open: true, revoked: false })
  }

  return (
    <KeyAccessContext value={workspaceAccess}>
      {asked && failed && <NotLoaded what="This dialog" />}
      <div className="overflow-hidden rounded-card border border-line bg-surface shadow-raise">
        {keys.length === 0 ? (
          children
        ) : (
          <WorkspaceList
            keys={keys}
            userId={userId}
            revoke={{ disabled: !online, onApproach: preload, onRevoke: ask }}
          />
        )}
      </div>
      {asked && code && (
        <code.RevokeKeyDialog
          keyData={asked.key}
          {...(asked.key.owner.id !== userId && { owner: asked.key.owner.name })}
          open={asked.open}
          onClose={() => setAsked({ ...asked, open: false })}
          onClosed={() => setAsked(null)}
          onRevoked={({ name }) => {
            setMessage(`Revoked “${name}” of ${asked.key.owner.name}. It stopped working immediately.`)
            setAsked({ ...asked, open: false, revoked: true })
          }}
          finalFocus={() => (asked.revoked ? heading.current : opener.current)}
        />
      )}
      <Toast message={message} onDismiss={() => setMessage('')} />
    </KeyAccessContext>
  )
}

function NoKeys({ filter, onClear }: { filter: Filter; onClear: () => void }) {
  const which = filter.status === 'all' ? 'key' : `${filter.status} key`
  return (
    <div className="px-4 py-10 text-center text-small">
      {filter.q === '' ? (
        <p className="font-semibold">There is no {which} in this workspace</p>
      ) : (
        <>
          <p className="font-semibold">
            No {which} matches “{filter.q}”
          </p>
          <p className="mt-0.5 text-ink-3">
            Names of keys and owners are searched, and beginnings of prefixes.
          </p>
          <Button size="small" className="mt-3" onClick={onClear}>
            Clear search
          </Button>
        </>
      )}
    </div>
  )
}

/** Kept in the address, so that it can be shared and outlives a reload. A key in the address goes no further. */
function useFilter(): [Filter, (filter: Filter) => void] {
  const wanted = useQueryParam('status')
  const q = withoutSecret(useQueryParam('q'))
  const status = statuses.find((each) => each === wanted) ?? 'active'
  return [
    { status, q },
    (next) => {
      setQueryParam('q', next.q)
      setQueryParam('status', next.status === 'active' ? '' : next.status)
    },
  ]
}

const found = (count: number, more: boolean) => `${count}${more ? ' or more' : ''} keys match`
