import { locale } from './locale'

const number = new Intl.NumberFormat(locale)

/** 1,204 */
export const formatCount = (count: number): string => number.format(count)

/** "1 call", "1,204 calls" */
export function pluralize(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`
}
