import { useCallback, useEffect, useState } from 'react'

/** Whole seconds left, counting down to 0. Based on the clock, so it's right after a tab sleeps. */
export function useCountdown(): { secondsLeft: number; start: (seconds: number) => void } {
  const [until, setUntil] = useState(0)
  const [secondsLeft, setSecondsLeft] = useState(0)

  useEffect(() => {
    if (until === 0) return
    const timer = setInterval(() => {
      const left = Math.max(0, Math.ceil((until - Date.now()) / 1000))
      setSecondsLeft(left)
      if (left === 0) setUntil(0)
    }, 250)
    return () => clearInterval(timer)
  }, [until])

  const start = useCallback((seconds: number) => {
    setUntil(Date.now() + seconds * 1000)
    setSecondsLeft(seconds)
  }, [])

  return { secondsLeft, start }
}
