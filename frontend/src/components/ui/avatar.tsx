/** A person as a disc with their initials; the name stands beside it or names the control it is in. */
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
