// Drawn on a 16 px grid with a 1.5 px stroke. Always next to text or inside a named control.
const paths = {
  alert:
    'M8 5.4v3.2m0 2.3v.05M7 2.6 1.7 11.9a1.15 1.15 0 0 0 1 1.7h10.6a1.15 1.15 0 0 0 1-1.7L9 2.6a1.15 1.15 0 0 0-2 0Z',
  arrowOut: 'M6.5 3.5h-2a1 1 0 0 0-1 1v7a1 1 0 0 0 1 1h7a1 1 0 0 0 1-1v-2M9.5 2.5h4v4m-.3-3.7L7.5 8.5',
  check: 'm3.2 8.4 3.2 3.2 6.4-7',
  chevron: 'm6 3.8 4.2 4.2L6 12.2',
  chevrons: 'M5 6.2 8 3.2l3 3M5 9.8l3 3 3-3',
  clock: 'M8 4.6V8l2.3 1.4M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0Z',
  close: 'm3.8 3.8 8.4 8.4m0-8.4-8.4 8.4',
  cloudOff: 'M2 2l12 12M5.4 5.2A3.6 3.6 0 0 0 4.6 12h6.6m2-.9A2.8 2.8 0 0 0 11.7 6.5a4 4 0 0 0-4.4-2.7',
  copy: 'M5.5 5.5h7a1 1 0 0 1 1 1v6a1 1 0 0 1-1 1h-6a1 1 0 0 1-1-1v-7Zm-1.5 5h-.5a1 1 0 0 1-1-1v-6a1 1 0 0 1 1-1h6a1 1 0 0 1 1 1v.5',
  book: 'M8 4.2C6.6 3.1 4.6 2.8 2.2 2.9v9.4c2.4-.1 4.4.2 5.8 1.3 1.4-1.1 3.4-1.4 5.8-1.3V2.9c-2.4-.1-4.4.2-5.8 1.3Zm0 0v9.4',
  down: 'M8 3v10m-4-4 4 4 4-4',
  key: 'M7.6 8.4a3.3 3.3 0 1 0-2.3 2.3l1-.2.5-1.3 1.3-.5.2-.3Zm-.2-.9 6.1-5.5M11 4.2l1.8 1.9M4.2 8.8h.05',
  lock: 'M5 7V5a3 3 0 0 1 6 0v2m-7 0h8a1 1 0 0 1 1 1v4.5a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V8a1 1 0 0 1 1-1Z',
  plus: 'M8 3v10M3 8h10',
  search: 'm13.5 13.5-3-3M12 7A5 5 0 1 1 2 7a5 5 0 0 1 10 0Z',
  shield: 'M8 1.9 2.9 3.7v4c0 3 2.1 5.3 5.1 6.4 3-1.1 5.1-3.4 5.1-6.4v-4L8 1.9Z',
  signOut: 'M6 2.5H3.5a1 1 0 0 0-1 1v9a1 1 0 0 0 1 1H6M10.5 11l3-3-3-3m3 3H6.5',
  up: 'M8 13V3M4 7l4-4 4 4',
} as const

export type IconName = keyof typeof paths

export function Icon({ name, className = 'size-4' }: { name: IconName; className?: string }) {
  return (
    <svg
      viewBox="0 0 16 16"
      className={`shrink-0 ${className}`}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={paths[name]} />
    </svg>
  )
}
