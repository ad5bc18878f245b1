import type { Exchange } from '@cuemark/diagnosis'
import { assert, bigInt, jsonValue, property } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { idText, withExactIds } from './exact-ids.ts'

const answering = (body: string): Exchange => ({
  service: 'trakt',
  method: 'GET',
  url: null,
  status: 200,
  headers: {},
  body,
  transportError: null,
})

describe('an id of 64 bits', () => {
  it('keeps every digit', () => {
    assert(
      property(bigInt({ min: 1n, max: 2n ** 64n - 1n }), (id) => {
        const { body } = withExactIds(answering(`{"id": ${id},"list":[${id}]}`))
        const parsed = JSON.parse(body ?? '') as { id: unknown; list: unknown[] }
        expect([idText(parsed.id), idText(parsed.list[0])]).toEqual([String(id), String(id)])
      }),
    )
  })

  it('of 0, of text and of nothing is no id', () => {
    expect([0, '0', 'abc', null, undefined, -5, 1.5].map(idText)).toEqual(
      Array.from({ length: 7 }, () => null),
    )
  })
})

it('texts with digits, fractions and powers stay as they are', () => {
  const body =
    '{"title":"12345678901234567890 \\" 12345678901234567890","score":0.12345678901234567890,"x":1e30}'
  expect(withExactIds(answering(body)).body).toBe(body)
})

it('any JSON means the same afterwards', () => {
  assert(
    property(jsonValue(), (value) => {
      const body = JSON.stringify(value)
      const asText = (found: string): unknown =>
        JSON.parse(found, (_, one: unknown) => (typeof one === 'number' ? String(one) : one))
      expect(asText(withExactIds(answering(body)).body ?? '')).toEqual(asText(body))
    }),
  )
})
