import { useEffect, useRef } from 'react'
import type { Session } from '@/api/types'
import { NotLoaded } from '@/components/ui/not-loaded'
import { KeysPageLoading } from '@/features/keys/layout/keys-page-loading'
import { PageHeader } from '@/features/keys/layout/page-header'
import { KeysPage } from '@/features/keys/your-keys/keys-page'
import { useOnDemand } from '@/lib/use-on-demand'
import { ACTIVITY_PATH, KEYS_PATH, WORKSPACE_KEYS_PATH } from './paths'
import { Tabs } from './tabs'

const loadActivity = () => import('@/features/keys/activity/activity-page')
const loadWorkspace = () => import('@/features/keys/workspace/workspace-page')

interface SettingsPageProps {
  path: string
  /** Undefined until it is known who is looking. */
  session: Session | undefined
}

/** The page that the address names. Its code and the answer about the session are waited for at the same time. */
export function SettingsPage({ path, session }: SettingsPageProps) {
  const activity = useOnDemand(loadActivity)
  const workspace = useOnDemand(loadWorkspace)
  const arrived = useArrived(path)
  const wanted = path === ACTIVITY_PATH ? activity : path === WORKSPACE_KEYS_PATH ? workspace : null
  const need = wanted?.need
  useEffect(() => need?.(), [need])

  const userId = session?.user.id ?? ''
  const admin = session?.user.role === 'admin'
  const tabs = (
    <Tabs
      path={path}
      admin={admin}
      onApproach={(href) => {
        if (href === ACTIVITY_PATH) activity.preload()
        if (href === WORKSPACE_KEYS_PATH) workspace.preload()
      }}
    />
  )

  if (wanted?.failed) {
    return (
      <>
        <PageHeader tabs={tabs} />
        <NotLoaded what="This page" />
      </>
    )
  }
  if (session && wanted === null) {
    return (
      <KeysPage
        key={userId}
        userId={userId}
        tabs={tabs}
        workspacePath={admin ? WORKSPACE_KEYS_PATH : null}
        arrived={arrived}
      />
    )
  }
  if (session && path === ACTIVITY_PATH && activity.code) {
    const { ActivityPage } = activity.code
    return <ActivityPage key={userId} userId={userId} admin={admin} tabs={tabs} arrived={arrived} />
  }
  if (session && path === WORKSPACE_KEYS_PATH && workspace.code) {
    const { WorkspacePage } = workspace.code
    return <WorkspacePage key={userId} userId={userId} tabs={tabs} arrived={arrived} />
  }
  return <KeysPageLoading tabs={tabs} creates={path === KEYS_PATH} />
}

/** Whether somebody came here from another page of the panel: then the focus moves to the new page's heading. */
function useArrived(path: string): boolean {
  const first = useRef(path)
  const moved = useRef(false)
  if (path !== first.current) moved.current = true
  return moved.current
}
