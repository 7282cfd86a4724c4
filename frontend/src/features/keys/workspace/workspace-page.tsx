import { useInfiniteQuery } from '@tanstack/react-query'
import { type ReactNode, useRef, useState } from 'react'
import { ApiError } from '@/api/problem'
import type { WorkspaceKey } from '@/api/types'
import { Button } from '@/components/ui/button'
import { LoadError } from '@/components/ui/load-error'
import { LoadMore } from '@/components/ui/load-more'
import { Notice } from '@/components/ui/notice'
import { Toast } from '@/components/ui/toast'
import { setQueryParam, useQueryParam } from '@/lib/location'
import { useDocumentTitle } from '@/lib/use-document-title'
import { useFocusOnNavigation } from '@/lib/use-focus-on-navigation'
import { useLazyModule } from '@/lib/use-lazy-module'
import { useOnline } from '@/lib/use-online'
import { type ListMessages, ListNotice } from '../layout/list-notice'
import { ListSkeleton } from '../layout/list-skeleton'
import { PageHeader } from '../layout/page-header'
import { redactSecrets } from '../model/key-patterns'
import { KeyOperationsContext } from '../revoke/key-operations'
import { workspaceKeyOperations } from './workspace-key-operations'
import { WorkspaceList } from './workspace-list'
import { type Filter, statuses, workspaceKeysQuery } from './workspace-query'
import { WorkspaceToolbar } from './workspace-toolbar'

const loadRevokeDialog = () => import('../revoke/revoke-key-dialog')

const messages: ListMessages = {
  loadFailed: 'Couldn’t load workspace keys',
  offlineEmpty: 'Workspace keys appear when you’re back online.',
  offline: 'You can’t revoke keys offline. All keys still work.',
}

interface WorkspacePageProps {
  userId: string
  tabs: ReactNode
  navigated: boolean
}

/** Everyone's keys, for workspace admins. */
export function WorkspacePage({ userId, tabs, navigated }: WorkspacePageProps) {
  useDocumentTitle('Workspace keys · API keys · SAMI OS')
  const heading = useRef<HTMLHeadingElement>(null)
  useFocusOnNavigation(heading, navigated)
  const online = useOnline()
  const [filter, setFilter] = useFilter()
  const list = useInfiniteQuery(workspaceKeysQuery(filter))
  const keys = list.data?.pages
    .flatMap(({ data }) => data)
    // Hide a key that was just revoked before the next fetch.
    .filter((key) => filter.status !== 'active' || key.status !== 'revoked')

  const refused = list.error instanceof ApiError && list.error.code === 'admin_required' ? list.error : null

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
              Everyone’s keys, newest first. Admins can revoke them, but can’t use or copy them.
            </p>
          )}
        </div>
        {refused === null && <WorkspaceToolbar filter={filter} onFilter={setFilter} />}
      </div>
      {refused ? (
        <Notice icon="lock" title="For workspace admins only">
          {refused.detail}
        </Notice>
      ) : (
        <>
          <div className="empty:hidden [&:not(:empty)]:mb-5">
            <ListNotice
              messages={messages}
              online={online}
              error={list.error}
              fetchedAt={list.dataUpdatedAt > 0 ? new Date(list.dataUpdatedAt) : null}
              retrying={list.isFetching}
              onRetry={() => (list.isFetchNextPageError ? list.fetchNextPage() : list.refetch())}
              onSignedIn={() => list.refetch()}
            />
          </div>
          <p role="status" className="sr-only">
            {filter.q !== '' && keys && !list.isPlaceholderData && matchCount(keys.length, list.hasNextPage)}
          </p>
          {keys === undefined ? (
            list.isPending && online && <ListSkeleton what="workspace keys" />
          ) : (
            <>
              <RevocableKeys keys={keys} userId={userId} online={online} heading={heading}>
                <EmptyResult filter={filter} onClear={() => setFilter({ ...filter, q: '' })} />
              </RevocableKeys>
              <LoadMore
                key={`${filter.status} ${filter.q}`}
                what="keys"
                shown={keys.length}
                hasMore={list.hasNextPage}
                busy={list.isFetchingNextPage}
                disabled={!online}
                onLoadMore={() => list.fetchNextPage()}
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
  /** Shown instead of an empty list. */
  children: ReactNode
}

function RevocableKeys({ keys, userId, online, heading, children }: RevocableKeysProps) {
  const { code, failed, preload, load } = useLazyModule(loadRevokeDialog)
  const [confirmation, setConfirmation] = useState<{
    key: WorkspaceKey
    open: boolean
    revoked: boolean
  } | null>(null)
  const [message, setMessage] = useState('')
  const opener = useRef<HTMLElement | null>(null)

  function askToRevoke(key: WorkspaceKey) {
    opener.current = document.activeElement instanceof HTMLElement ? document.activeElement : null
    setMessage('')
    load()
    setConfirmation({ key, open: true, revoked: false })
  }

  return (
    <KeyOperationsContext value={workspaceKeyOperations}>
      {confirmation && failed && <LoadError what="this dialog" />}
      <div className="overflow-hidden rounded-card border border-line bg-surface shadow-raise">
        {keys.length === 0 ? (
          children
        ) : (
          <WorkspaceList
            keys={keys}
            userId={userId}
            revoke={{ disabled: !online, onPrefetch: preload, onRevoke: askToRevoke }}
          />
        )}
      </div>
      {confirmation && code && (
        <code.RevokeKeyDialog
          keyData={confirmation.key}
          {...(confirmation.key.owner.id !== userId && { owner: confirmation.key.owner.name })}
          open={confirmation.open}
          onClose={() => setConfirmation({ ...confirmation, open: false })}
          onClosed={() => setConfirmation(null)}
          onRevoked={({ name }) => {
            setMessage(
              `Revoked “${name}”, owned by ${confirmation.key.owner.name}. It stopped working immediately.`,
            )
            setConfirmation({ ...confirmation, open: false, revoked: true })
          }}
          finalFocus={() => (confirmation.revoked ? heading.current : opener.current)}
        />
      )}
      <Toast message={message} onDismiss={() => setMessage('')} />
    </KeyOperationsContext>
  )
}

function EmptyResult({ filter, onClear }: { filter: Filter; onClear: () => void }) {
  const which = filter.status === 'all' ? 'keys' : `${filter.status} keys`
  return (
    <div className="px-4 py-10 text-center text-small">
      {filter.q === '' ? (
        <p className="font-semibold">This workspace has no {which}</p>
      ) : (
        <>
          <p className="font-semibold">
            No {which} match “{filter.q}”
          </p>
          <p className="mt-0.5 text-ink-3">Search covers key names, owner names and the start of prefixes.</p>
          <Button size="small" className="mt-3" onClick={onClear}>
            Clear search
          </Button>
        </>
      )}
    </div>
  )
}

/** Kept in the URL, so that it can be shared and survives a reload. A secret in the URL is never used or sent. */
function useFilter(): [Filter, (filter: Filter) => void] {
  const statusParam = useQueryParam('status')
  const q = redactSecrets(useQueryParam('q'))
  const status = statuses.find((each) => each === statusParam) ?? 'active'
  return [
    { status, q },
    (next) => {
      setQueryParam('q', next.q)
      setQueryParam('status', next.status === 'active' ? '' : next.status)
    },
  ]
}

const matchCount = (count: number, more: boolean) => `${count}${more ? ' or more' : ''} keys match`
