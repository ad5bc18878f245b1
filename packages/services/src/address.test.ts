import { describe, expect, it } from 'vitest'
import { effectivePort, isNumericHost, joinAddress, readAddress } from './address.ts'

describe('reading an address', () => {
  it.each([
    ['http://host', { scheme: 'http', host: 'host', port: null, path: '' }],
    ['HTTPS://Host.example:8443/sub/', { scheme: 'https', host: 'Host.example', port: 8443, path: '/sub' }],
    ['http://[fd00::1]:5055/a', { scheme: 'http', host: '[fd00::1]', port: 5055, path: '/a' }],
    ['http://host:', { scheme: 'http', host: 'host', port: null, path: '' }],
  ])('%s', (text, address) => {
    expect(readAddress(text)).toEqual(address)
  })

  it.each([
    ['host:5055', 'scheme'],
    ['ftp://host', 'scheme'],
    ['http://', 'host'],
    ['http://:5055', 'host'],
    ['http://two words', 'host'],
    ['http://host:0', 'port'],
    ['http://host:65536', 'port'],
    ['http://host:port', 'port'],
    ['http://user@host', 'credentials'],
  ])('%s is faulty in its %s', (text, fault) => {
    expect(readAddress(text)).toBe(fault)
  })

  it('the usual port is known', () => {
    const ports = ['http://a', 'https://a', 'https://a:1'].map((text) => readAddress(text))
    expect(ports.map((address) => (typeof address === 'string' ? 0 : effectivePort(address)))).toEqual([
      80, 443, 1,
    ])
  })

  it.each([
    ['192.168.1.20', true],
    ['[::1]', true],
    ['10.example', false],
  ])('%s in numbers: %s', (host, expected) => {
    expect(isNumericHost(host)).toBe(expected)
  })
})

it('a sub-path is kept, parameters keep their order and are encoded', () => {
  const parameters = [
    ['z', 'a&b=c'],
    ['a', 'é'],
  ] as const
  expect(joinAddress('http://host/sub/', '/api', parameters)).toBe('http://host/sub/api?z=a%26b%3Dc&a=%C3%A9')
})
