import { locale } from './locale'

const number = new Intl.NumberFormat(locale)

/** 1,204 */
export const formatCount = (count: number): string => number.format(count)

/** "1 call", "1,204 calls" */
export function countOf(count: number, thing: string): string {
  return `${formatCount(count)} ${thing}${count === 1 ? '' : 's'}`
}
