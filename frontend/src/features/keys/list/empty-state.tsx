import { type ReactNode, useEffect } from 'react'
import { useLazyModule } from '@/lib/use-lazy-module'

const loadIllustration = () => import('./key-illustration')

export function EmptyState({ createButton }: { createButton: ReactNode }) {
  const illustration = useLazyModule(loadIllustration)
  const { preload } = illustration
  useEffect(preload, [preload])
  return (
    <div className="flex flex-col items-center px-6 py-14 text-center">
      <div className="h-14">{illustration.code && <illustration.code.KeyIllustration />}</div>
      <p className="mt-5 text-lead font-bold">Connect your first tool</p>
      <p className="mt-1 max-w-[42rem] text-balance text-ink-2">
        An API key lets Zapier or a script work in SAMI OS as you, with as much access as you choose.
        <br className="max-sm:hidden" />
        You copy it once, paste it into the tool, and revoke it here when it has served its purpose.
      </p>
      <div className="mt-5">{createButton}</div>
    </div>
  )
}
