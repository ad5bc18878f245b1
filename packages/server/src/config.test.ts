import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Config, type ConfigFault, readConfig } from './config.ts'
import { generateKey } from './secrets/key.ts'

const noFiles = (path: string): string => {
  throw new Error(`no file ${path}`)
}

function configOf(env: Record<string, string>, readFile: (path: string) => string = noFiles): Config {
  const result = readConfig(env, readFile)
  if (!result.ok) throw new Error(result.faults.map((fault) => fault.text).join('\n'))
  return result.config
}

function faultsOf(env: Record<string, string>, readFile = noFiles): readonly ConfigFault[] {
  const result = readConfig(env, readFile)
  return result.ok ? [] : result.faults
}

describe('the configuration', () => {
  it('needs nothing: everything has a default that only this machine can reach', () => {
    expect(configOf({ PATH: '/bin', HOME: '/root' })).toEqual({
      host: '127.0.0.1',
      port: 3524,
      allowedHosts: [],
      trustedProxies: ['loopback'],
      dataFolder: resolve('data'),
      database: { kind: 'sqlite', path: join(resolve('data'), 'cuemark.sqlite') },
      secretKey: null,
      logLevel: 'info',
      traktApiUrl: null,
      traktAuthUrl: null,
      stremioApiUrl: null,
      stremioLinkUrl: null,
    })
  })

  it('takes every setting', () => {
    const key = generateKey()
    const config = configOf({
      CUEMARK_HOST: ' 0.0.0.0 ',
      CUEMARK_PORT: '0',
      CUEMARK_ALLOWED_HOSTS: 'Cuemark.example, nas.local:8443,,[fd00::5]:443 ',
      CUEMARK_TRUSTED_PROXIES: 'loopback, 172.18.0.2,10.0.0.0/8, fd00::/8',
      CUEMARK_DATA: '/srv/cuemark',
      CUEMARK_DATABASE_URL: 'postgres://me:pw@db:5432/cuemark',
      CUEMARK_SECRET_KEY: key.value.reveal(),
      CUEMARK_LOG_LEVEL: 'DEBUG',
      CUEMARK_TRAKT_API_URL: 'http://127.0.0.1:9000/',
      CUEMARK_TRAKT_AUTH_URL: 'https://trakt.example/auth',
      CUEMARK_DEMO_PORT: '1',
    })
    expect(config).toMatchObject({
      host: '0.0.0.0',
      port: 0,
      allowedHosts: ['cuemark.example', 'nas.local:8443', '[fd00::5]:443'],
      trustedProxies: ['loopback', '172.18.0.2', '10.0.0.0/8', 'fd00::/8'],
      dataFolder: '/srv/cuemark',
      logLevel: 'debug',
      traktApiUrl: 'http://127.0.0.1:9000',
      traktAuthUrl: 'https://trakt.example/auth',
      stremioApiUrl: null,
      stremioLinkUrl: null,
    })
    expect(config.secretKey?.id).toBe(key.id)
    expect(config.database.kind === 'postgres' && config.database.url.reveal()).toBe(
      'postgres://me:pw@db:5432/cuemark',
    )
    expect(JSON.stringify(config)).not.toContain('pw@db')
    expect(JSON.stringify(config)).not.toContain(key.value.reveal())
  })

  it('takes an empty variable for a missing one', () => {
    expect(configOf({ CUEMARK_PORT: '', CUEMARK_DATABASE_URL: ' ', CUEMARK_LOG_LEVEL: '' }).port).toBe(3524)
  })

  it('reads secrets from files', () => {
    const key = generateKey()
    const files: Record<string, string> = {
      '/run/key': `${key.value.reveal()}\n`,
      '/run/url': 'postgres://db/x\n',
    }
    const config = configOf(
      { CUEMARK_SECRET_KEY_FILE: '/run/key', CUEMARK_DATABASE_URL_FILE: '/run/url' },
      (path) => files[path] ?? noFiles(path),
    )
    expect(config.secretKey?.id).toBe(key.id)
    expect(config.database.kind === 'postgres' && config.database.url.reveal()).toBe('postgres://db/x')
  })

  it.each(['::', '::1', '[::1]', 'fe80::1%eth0', 'localhost', 'nas.local'])('accepts the host %s', (host) => {
    expect(faultsOf({ CUEMARK_HOST: host })).toEqual([])
  })
})

describe('a wrong configuration', () => {
  it('is told in full, at once', () => {
    const faults = faultsOf({
      CUEMARK_HOST: 'http://x',
      CUEMARK_PORT: '99999',
      CUEMARK_DATABASE_URL: 'mysql://me:hunter2@db/x',
      CUEMARK_SECRET_KEY: 'hunter2-is-short',
      CUEMARK_LOG_LEVEL: 'loud',
      CUEMARK_TRAKT_API_URL: 'api.trakt.tv',
      CUEMARK_TRAKT_AUTH_URL: 'https://me:hunter2@trakt.tv/?a=b',
      CUEMARK_PROT: '1',
    })
    expect(faults.map((fault) => fault.variable)).toEqual([
      'CUEMARK_PROT',
      'CUEMARK_HOST',
      'CUEMARK_PORT',
      'CUEMARK_DATABASE_URL',
      'CUEMARK_SECRET_KEY',
      'CUEMARK_LOG_LEVEL',
      'CUEMARK_TRAKT_API_URL',
      'CUEMARK_TRAKT_AUTH_URL',
      'CUEMARK_TRAKT_AUTH_URL',
    ])
    expect(JSON.stringify(faults)).not.toContain('hunter2')
  })

  const ports: readonly string[] = ['-1', '80.5', '65536', 'http', '0x50', '1e3']
  it.each(ports)('has no port %s', (port) => {
    expect(faultsOf({ CUEMARK_PORT: port }).map((fault) => fault.variable)).toEqual(['CUEMARK_PORT'])
  })

  it.each(['https://cuemark.example', 'cuemark.example/path', '*', 'a b', 'fd00::5', 'name:port'])(
    'allows no host %s',
    (host) => {
      const faults = faultsOf({ CUEMARK_ALLOWED_HOSTS: `good.example, ${host}` })
      expect(faults).toMatchObject([{ variable: 'CUEMARK_ALLOWED_HOSTS' }])
      expect(faults[0]?.text).toContain(`"${host}" is not a host name`)
    },
  )

  it.each(['proxy', '10.0.0.0/33', '10.0.0', '::1/129', '10.0.0.0/8/8', '10.0.0.0/', 'true', '*'])(
    'trusts no proxy %s',
    (proxy) => {
      const faults = faultsOf({ CUEMARK_TRUSTED_PROXIES: `10.0.0.1,${proxy}` })
      expect(faults).toMatchObject([{ variable: 'CUEMARK_TRUSTED_PROXIES' }])
      expect(faults[0]?.text).toContain(`"${proxy}" is not an address`)
    },
  )

  it.each([
    ['CUEMARK_PROT', 'CUEMARK_PORT'],
    ['CUEMARK_DATABASE', 'CUEMARK_DATABASE_URL'],
    ['CUEMARK_LOGLEVEL', 'CUEMARK_LOG_LEVEL'],
    ['CUEMARK_port', 'CUEMARK_PORT'],
  ])('of the name %s is asked whether %s was meant', (wrong, right) => {
    expect(faultsOf({ [wrong]: '1' })[0]?.text).toContain(`Did you mean ${right}?`)
  })

  it('of a name near to none lists all there are', () => {
    expect(faultsOf({ CUEMARK_COLOR_OF_THE_BIKE_SHED: 'red' })[0]?.text).toContain('Known are CUEMARK_HOST')
  })

  it('gives a secret twice', () => {
    const faults = faultsOf({ CUEMARK_SECRET_KEY: 'a', CUEMARK_SECRET_KEY_FILE: '/run/key' })
    expect(faults).toEqual([
      {
        variable: 'CUEMARK_SECRET_KEY',
        text: 'Both CUEMARK_SECRET_KEY and CUEMARK_SECRET_KEY_FILE are set. Keep one of them.',
      },
    ])
  })

  it('names a secret file that is missing or empty', () => {
    expect(faultsOf({ CUEMARK_SECRET_KEY_FILE: '/none' })[0]?.text).toContain('/none cannot be read')
    const empty = readConfig({ CUEMARK_SECRET_KEY_FILE: '/empty' }, () => '\n')
    expect(empty.ok ? '' : empty.faults[0]?.text).toContain('/empty is empty')
  })

  it('names no database in its address', () => {
    expect(faultsOf({ CUEMARK_DATABASE_URL: 'postgres://me:pw@db:5432' })[0]?.text).toContain('no database')
  })
})
