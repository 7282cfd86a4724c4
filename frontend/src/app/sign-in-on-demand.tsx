// Signing in is not in the first load: most visits don't need it.
import { type ComponentProps, useEffect } from 'react'
import { NotLoaded } from '@/components/ui/not-loaded'
import type { SignInAgain } from '@/features/session/sign-in-again'
import { useOnDemand } from '@/lib/use-on-demand'

const loadSignInAgain = () => import('@/features/session/sign-in-again')

export function SignInAgainOnDemand(props: ComponentProps<typeof SignInAgain>) {
  const { code, failed, need } = useOnDemand(loadSignInAgain)
  useEffect(need, [need])
  if (code) return <code.SignInAgain {...props} />
  return failed && <NotLoaded what="Signing in" />
}

/**
 * From the first press or key on there may be content to lose: signing in again must then be at hand, even
 * if the server has since moved to a release without this page's files.
 */
export function usePreloadSignInAgain(): void {
  useEffect(() => {
    const preload = () => loadSignInAgain().catch(() => {})
    const controller = new AbortController()
    const options = { once: true, signal: controller.signal }
    window.addEventListener('pointerdown', preload, options)
    window.addEventListener('keydown', preload, options)
    return () => controller.abort()
  }, [])
}
