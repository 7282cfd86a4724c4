/** A disc with a person's initials. Their name is next to it or labels the control around it. */
export function Avatar({ name }: { name: string }) {
  const words = name.trim().split(/\s+/)
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined]
    .map((word) => Array.from(word ?? '')[0] ?? '')
    .join('')
  return (
    <span
      aria-hidden="true"
      className="grid size-7 shrink-0 place-items-center rounded-[50%] bg-accent-soft text-micro font-bold text-accent-strong uppercase"
    >
      {letters}
    </span>
  )
}
