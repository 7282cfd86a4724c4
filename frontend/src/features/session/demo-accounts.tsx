import type { DemoAccount } from '@/api/types'
import { Avatar } from '@/components/ui/avatar'
import { Icon } from '@/components/ui/icon'

interface DemoAccountsProps {
  accounts: readonly DemoAccount[]
  password: string | null
  onPick: (account: DemoAccount) => void
}

/** Shown only if the server has demo data. Never in production. */
export function DemoAccounts({ accounts, password, onPick }: DemoAccountsProps) {
  return (
    <section aria-labelledby="demo-accounts" className="mt-8 border-t border-line pt-5">
      <h2 id="demo-accounts" className="text-small font-semibold">
        Demo accounts
      </h2>
      <p className="mt-0.5 text-small text-ink-3">
        Pick an account.
        {password !== null && (
          <>
            {' '}
            They all use the password{' '}
            <code className="font-mono text-micro whitespace-nowrap text-ink-2">{password}</code>.
          </>
        )}
      </p>
      <ul className="mt-3 divide-y divide-line overflow-hidden rounded-card border border-line bg-surface">
        {accounts.map((account) => (
          <li key={account.email}>
            <button
              type="button"
              onClick={() => onPick(account)}
              className="group ring-inside flex w-full items-center gap-3 px-3 py-2 text-start transition-colors hover:bg-hover"
            >
              <Avatar name={account.name} />
              <span className="min-w-0 flex-1">
                <span className="block truncate text-small font-semibold">{account.name}</span>
                <span className="block truncate text-micro text-ink-3">{account.email}</span>
              </span>
              <span className="shrink-0 text-end text-micro text-ink-3">
                <span className="block">{account.role === 'admin' ? 'Admin' : 'Member'}</span>
                <span className="block">{account.workspace}</span>
              </span>
              <Icon
                name="chevron"
                className="size-3.5 text-ink-3 transition-transform group-hover:translate-x-0.5 rtl:rotate-180"
              />
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
