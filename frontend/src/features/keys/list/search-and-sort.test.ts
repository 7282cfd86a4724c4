import { expect, test } from 'vitest'
import type { Key } from '@/api/types'
import { key } from '@/testing/fake-api'
import { defaultSort, filterKeys, formatSort, nextSort, parseSort, sortKeys } from './search-and-sort'

const zapier = key({ name: 'Zápier', prefix: 'sami_aaaaaaaaaa', created_at: '2026-01-03T00:00:00Z' })
const make = key({
  name: 'make 10',
  created_at: '2026-01-01T00:00:00Z',
  last_used_at: '2026-05-01T00:00:00Z',
  expires_at: '2026-12-01T00:00:00Z',
})
const make2 = key({
  name: 'Make 9',
  created_at: '2026-01-02T00:00:00Z',
  last_used_at: '2026-06-01T00:00:00Z',
})
const all = [zapier, make, make2]
const names = (keys: readonly Key[]) => keys.map(({ name }) => name)

test('search ignores case and accents, and finds a prefix copied from the page', () => {
  expect(names(filterKeys(all, 'ZAPIER'))).toEqual(['Zápier'])
  expect(names(filterKeys(all, ' sami_AAAA…'))).toEqual(['Zápier'])
  expect(names(filterKeys(all, 'make'))).toEqual(['make 10', 'Make 9'])
})

test('names sort numerically', () => {
  expect(names(sortKeys(all, { column: 'name', descending: false }))).toEqual(['Make 9', 'make 10', 'Zápier'])
})

test('never-used keys come last in both directions', () => {
  expect(names(sortKeys(all, { column: 'used', descending: true }))).toEqual(['Make 9', 'make 10', 'Zápier'])
  expect(names(sortKeys(all, { column: 'used', descending: false }))).toEqual(['make 10', 'Make 9', 'Zápier'])
})

test('a date sorts before never', () => {
  expect(names(sortKeys(all, { column: 'expires', descending: false }))[0]).toBe('make 10')
})

test('the URL keeps the order, except for the default', () => {
  expect(formatSort(defaultSort)).toBe('')
  expect(parseSort('')).toEqual(defaultSort)
  expect(parseSort('-used')).toEqual({ column: 'used', descending: true })
  expect(parseSort('; drop table')).toEqual(defaultSort)
  expect(formatSort(nextSort({ column: 'name', descending: false }, 'name'))).toBe('-name')
})
