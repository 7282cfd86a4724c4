import { useEffect, useRef } from 'react'
import type { Session } from '@/api/types'
import { LoadError } from '@/components/ui/load-error'
import { PageHeader } from '@/features/keys/layout/page-header'
import { PageLoading } from '@/features/keys/layout/page-loading'
import { KeysPage } from '@/features/keys/your-keys/keys-page'
import { useLazyModule } from '@/lib/use-lazy-module'
import { ACTIVITY_PATH, KEYS_PATH, WORKSPACE_KEYS_PATH } from './paths'
import { Tabs } from './tabs'

const loadActivity = () => import('@/features/keys/activity/activity-page')
const loadWorkspace = () => import('@/features/keys/workspace/workspace-page')

interface SettingsPageProps {
  path: string
  /** Undefined until the session has loaded. */
  session: Session | undefined
}

/** The page for the current path. Loads its code and the session at the same time. */
export function SettingsPage({ path, session }: SettingsPageProps) {
  const activity = useLazyModule(loadActivity)
  const workspace = useLazyModule(loadWorkspace)
  const navigated = useNavigated(path)
  const lazyPage = path === ACTIVITY_PATH ? activity : path === WORKSPACE_KEYS_PATH ? workspace : null
  const load = lazyPage?.load
  useEffect(() => load?.(), [load])

  const userId = session?.user.id ?? ''
  const admin = session?.user.role === 'admin'
  const tabs = (
    <Tabs
      path={path}
      admin={admin}
      onPrefetch={(href) => {
        if (href === ACTIVITY_PATH) activity.preload()
        if (href === WORKSPACE_KEYS_PATH) workspace.preload()
      }}
    />
  )

  if (lazyPage?.failed) {
    return (
      <>
        <PageHeader tabs={tabs} />
        <LoadError what="this page" />
      </>
    )
  }
  if (session && lazyPage === null) {
    return (
      <KeysPage
        key={userId}
        userId={userId}
        tabs={tabs}
        workspacePath={admin ? WORKSPACE_KEYS_PATH : null}
        navigated={navigated}
      />
    )
  }
  if (session && path === ACTIVITY_PATH && activity.code) {
    const { ActivityPage } = activity.code
    return <ActivityPage key={userId} userId={userId} admin={admin} tabs={tabs} navigated={navigated} />
  }
  if (session && path === WORKSPACE_KEYS_PATH && workspace.code) {
    const { WorkspacePage } = workspace.code
    return <WorkspacePage key={userId} userId={userId} tabs={tabs} navigated={navigated} />
  }
  return <PageLoading tabs={tabs} showCreateButton={path === KEYS_PATH} />
}

/** Whether the user came from another page of the panel. If so, focus moves to the new page's heading. */
function useNavigated(path: string): boolean {
  const first = useRef(path)
  const moved = useRef(false)
  if (path !== first.current) moved.current = true
  return moved.current
}
