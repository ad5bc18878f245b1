import { describe, expect, it } from 'vitest'
import { cleanKey, cleanText } from './paste.ts'

const shape = { names: ['api_key', 'key'], fits: (value: string) => /^k[0-9]{8}$/.test(value) }

describe('a pasted key', () => {
  it.each([
    ['k12345678', []],
    ['  k12345678\r\n', ['white space']],
    ['\u00A0k12345678\u3000', ['white space']],
    ['\uFEFFk1234\u200B5678', ['hidden characters']],
    ['“k12345678”', ['quotation marks']],
    ['"k12345678",', ['quotation marks']],
    ['<k12345678>', ['quotation marks']],
    ['Bearer k12345678', ['the word “Bearer”']],
    ['Authorization: Bearer k12345678', ['the name before it']],
    ["curl -H 'X-Api-Key: k12345678' http://host", ['the name before it']],
    ['export SOME_API_KEY=k12345678', ['the name before it']],
    ['https://host/path?a=b&key=k12345678#c', ['the address around it']],
    ['?api_key=k1234%35678', ['the address around it']],
    ['k1234\n5678', ['line breaks']],
  ])('%j is cleaned', (raw, removed) => {
    expect(cleanKey(raw, shape)).toEqual({ value: 'k12345678', removed })
  })

  it('what ends in signs of base64 is no assignment', () => {
    expect(cleanKey('client_key==', shape).value).toBe('client_key==')
  })

  it('space inside something that is no key stays, as one space', () => {
    expect(cleanKey('not\n a  key', shape).value).toBe('not a key')
  })

  it('a broken percent sequence is kept as it is', () => {
    expect(cleanKey('?key=%E0%A4%A', shape).value).toBe('%E0%A4%A')
  })
})

it('plain text loses only what cannot be meant', () => {
  expect(cleanText(' “gpt-4o” \u200B')).toBe('gpt-4o')
})
