import { describe, expect, test } from 'vitest'
import { key } from '@/testing/fake-api'
import { redactSecrets } from '../model/key-patterns'
import { checkDigits } from './check-digits'
import vectors from './check-digits.vectors.json'
import { lookUpKey } from './look-up'

const zapier = key({ name: 'Zapier production', prefix: 'sami_4fJk29sLqZ' })
const fullKey = (prefix: string) => {
  const body = `${prefix}_${'aB3'.repeat(10)}xY`
  return body + checkDigits(body)
}

describe('check digits', () => {
  test.each(vectors.map(([body = '', digits = '']) => [body, digits]))(
    'match the server’s: %s',
    (body, digits) => {
      expect(checkDigits(body)).toBe(digits)
    },
  )

  test('detect one character added, removed, changed or swapped', () => {
    for (const [body = '', digits] of vectors) {
      for (let at = 0; at < body.length; at += 1) {
        const [before, it, after] = [body.slice(0, at), body.charAt(at), body.slice(at + 1)]
        const wrong = [
          before + after,
          `${before}${it}0${after}`,
          before + (it === 'a' ? 'b' : 'a') + after,
          before + after.charAt(0) + it + after.slice(1),
        ]
        for (const text of wrong) if (text !== body) expect(checkDigits(text)).not.toBe(digits)
      }
    }
  })
})

describe('identifying a key', () => {
  test.each([
    ['alone', fullKey(zapier.prefix)],
    ['with space around it', `\n  ${fullKey(zapier.prefix)} `],
    ['in a command', `curl -H "Authorization: Bearer ${fullKey(zapier.prefix)}" /v1/me`],
    ['after a mistyped key', `${fullKey(zapier.prefix).slice(0, -1)} ${fullKey(zapier.prefix)}`],
    ['as the list shows it', `${zapier.prefix}…`],
  ])('%s', (_, text) => {
    expect(lookUpKey(text, [key(), zapier])).toMatchObject({ kind: 'yours', key: zapier })
  })

  test('the message has the status and says only the prefix was compared', () => {
    const message = (status: typeof zapier.status) => {
      const result = lookUpKey(fullKey(zapier.prefix), [{ ...zapier, status }])
      return result.kind === 'yours' ? result.message : null
    }
    const rest = 'Only its prefix was compared, so the rest may differ.'
    expect(message('active')).toBe(`This is “Zapier production”, active. ${rest}`)
    expect(message('expired')).toBe(`This is “Zapier production”, expired. ${rest}`)
    expect(message('revoked')).toBe(`This is “Zapier production”, revoked. It no longer works. ${rest}`)
  })

  test.each([
    ['one character short', fullKey(zapier.prefix).slice(0, -1), zapier],
    ['one character long', `${fullKey(zapier.prefix)}x`, zapier],
    ['one character changed', fullKey(zapier.prefix).replace('aB3', 'aB4'), zapier],
    ['without a known prefix', fullKey('sami_0000000000').replace('aB3', 'aB4'), null],
    ['without even a prefix', 'sami_4fJ', null],
  ])('incomplete or mistyped: %s', (_, text, similarKey) => {
    expect(lookUpKey(text, [zapier])).toEqual({ kind: 'mistyped', similarKey })
  })

  test('a well-formed key of someone else is unknown, and only its prefix is returned', () => {
    const result = lookUpKey(fullKey('sami_0000000000'), [zapier])
    expect(result).toEqual({ kind: 'unknown', prefix: 'sami_0000000000' })
  })

  test('anything else isn’t a key', () => {
    expect(lookUpKey('SAMI_4fJk29sLqZ sk_live_1234', [zapier])).toEqual({ kind: 'none' })
  })
})

describe('redacting secrets', () => {
  test.each([
    ['sami_4fJk29sLqZ', fullKey(zapier.prefix)],
    ['x sami_4fJk29sLqZ y', `x ${fullKey(zapier.prefix)} y`],
    ['sami_4fJk29sLqZ', 'sami_4fJk29sLqZ_a'],
    ['sami_4fJk29sLqZ', 'sami_4fJk29sLqZ'],
    ['sami_4fJk29sLq', 'sami_4fJk29sLq_aB3aB3aB3aB3aB3aB3aB3aB3aB3aB3'],
    ['', fullKey(zapier.prefix).slice(16)],
    ['Zapier production, 2nd try', 'Zapier production, 2nd try'],
    ['sami_4f', 'sami_4f'],
  ])('%s', (kept, text) => {
    expect(redactSecrets(text)).toBe(kept)
  })
})
