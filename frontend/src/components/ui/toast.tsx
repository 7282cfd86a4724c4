import { Icon } from './icon'

/** Always in the page, so screen readers announce changes. Stays until the next action or until dismissed. */
export function Toast({ message, onDismiss }: { message: string; onDismiss: () => void }) {
  return (
    <div className="pointer-events-none fixed inset-x-4 bottom-5 z-20 flex justify-center">
      <div
        className={
          message === ''
            ? 'sr-only'
            : 'pointer-events-auto flex max-w-full items-center gap-2 rounded-card bg-action py-2 ps-3.5 pe-2 text-small font-medium text-on-action shadow-float transition duration-200 ease-settle starting:translate-y-2 starting:opacity-0'
        }
      >
        <p role="status" className="[overflow-wrap:anywhere]">
          {message}
        </p>
        {message !== '' && (
          <button
            type="button"
            aria-label="Dismiss message"
            onClick={onDismiss}
            className="grid size-7 shrink-0 place-items-center rounded-control opacity-75 hover:opacity-100 focus-visible:outline-current focus-visible:-outline-offset-2"
          >
            <Icon name="close" className="size-3.5" />
          </button>
        )}
      </div>
    </div>
  )
}
