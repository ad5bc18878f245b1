import type { Exchange } from '@cuemark/diagnosis'
import type { Explanation } from './explanation.ts'

type Correction = NonNullable<Explanation['corrected']>

/** An address cut into what is corrected separately. There is no `URL` in a pure package. */
interface Parts {
  readonly scheme: string
  readonly host: string
  readonly path: string
  readonly query: string
}

function partsOf(url: string): Parts | null {
  const found = /^(?:(https?):\/\/)?([^/?#\s]+)([^?#]*)(\?[^#]*)?/i.exec(url)
  if (found === null) return null
  return {
    scheme: (found[1] ?? '').toLowerCase(),
    host: (found[2] ?? '').toLowerCase(),
    path: found[3] ?? '',
    query: found[4] ?? '',
  }
}

function withoutParameter(query: string, name: string): string {
  const kept = query
    .slice(1)
    .split('&')
    .filter((pair) => pair !== '' && pair.split('=')[0] !== name)
  return kept.length === 0 ? '' : `?${kept.join('&')}`
}

function parameter(query: string, name: string): string | null {
  const pair = query
    .slice(1)
    .split('&')
    .find((entry) => entry.startsWith(`${name}=`))
  return pair === undefined ? null : pair.slice(name.length + 1)
}

const signInPaths =
  /^(?:\/api\/auth\/oauth2|\/oauth)\/(authorize|token|revoke|device\/code|device\/token)\/?$/

/** All signing in happens on auth.trakt.tv (facts/trakt §1); the pages of other hosts answer 400, 404 or 500. */
function correctTrakt(parts: Parts): Correction | null {
  if (!/(^|\.)trakt\.tv$/.test(parts.host)) return null
  const step = signInPaths.exec(parts.path)?.[1]
  if (step !== undefined) {
    const query = withoutParameter(parts.query, 'prompt')
    const right = `https://auth.trakt.tv/oauth/${step}${query}`
    const given = `${parts.scheme}://${parts.host}${parts.path}${parts.query}`
    if (right === given) return null
    const because =
      parts.host === 'auth.trakt.tv'
        ? 'Leave out prompt=login: it has sent people round in a circle.'
        : `Signing in to Trakt happens on auth.trakt.tv, not on ${parts.host}.`
    return { what: 'address', value: right, because }
  }
  if (parts.path.startsWith('/pin/')) {
    return {
      what: 'address',
      value: 'https://trakt.tv/activate',
      because: 'Trakt has ended signing in by PIN. Use a device code and enter it here.',
    }
  }
  if (parts.host === 'api-v2launch.trakt.tv' || (parts.host === 'api.trakt.tv' && parts.scheme === 'http')) {
    return {
      what: 'address',
      value: `https://api.trakt.tv${parts.path}${parts.query}`,
      because: 'Trakt answers at https://api.trakt.tv only.',
    }
  }
  return null
}

const tokenShape = /^eyJ[\w-]+\.[\w-]+\.[\w-]*$/

/** A read access token in `api_key` never works; the same token as a Bearer header does (facts/tmdb §1). */
function correctTmdb(parts: Parts): Correction | null {
  if (!/^api\.(?:themoviedb|tmdb)\.org$/.test(parts.host)) return null
  const key = parameter(parts.query, 'api_key')
  if (key === null || !tokenShape.test(key)) return null
  const url = `https://${parts.host}${parts.path}${withoutParameter(parts.query, 'api_key')}`
  return {
    what: 'request',
    value: `curl -H "Authorization: Bearer ${key}" "${url}"`,
    because: 'This is a read access token. It belongs in the Authorization header, not in api_key.',
  }
}

/** Valid keys were called invalid when `apikey` came last, and the key should not travel in the clear (facts/omdb §1). */
function correctOmdb(parts: Parts): Correction | null {
  if (!/(?:^|\.)omdbapi\.com$/.test(parts.host)) return null
  const key = parameter(parts.query, 'apikey')
  if (key === null) return null
  const rest = withoutParameter(parts.query, 'apikey').slice(1)
  const host = parts.host === 'omdbapi.com' ? 'www.omdbapi.com' : parts.host
  const right = `https://${host}${parts.path === '' ? '/' : parts.path}?apikey=${key}${rest === '' ? '' : `&${rest}`}`
  if (right === `${parts.scheme}://${parts.host}${parts.path}${parts.query}`) return null
  return {
    what: 'address',
    value: right,
    because: 'Put apikey first and use https: OMDb has called valid keys invalid when they came last.',
  }
}

/** Only the old host still answers by chance; the API moved (facts/mdblist §1). */
function correctMdblist(parts: Parts): Correction | null {
  if (parts.host !== 'mdblist.com' || !/^\/api\/?$/.test(parts.path)) return null
  return {
    what: 'address',
    value: `https://api.mdblist.com/${parts.query}`,
    because: 'The MDBList API has moved to api.mdblist.com.',
  }
}

/** The page of a Seerr, or a doubled API path, given where its base address is wanted. */
function correctSeerr(parts: Parts, exchange: Exchange): Correction | null {
  if (exchange.service !== 'seerr') return null
  const scheme = parts.scheme === '' ? 'http' : parts.scheme
  const doubled = /^(.*?)\/api\/v1(?:\/.*?)?(\/api\/v1\/.*)$/.exec(parts.path)
  if (doubled !== null) {
    return {
      what: 'address',
      value: `${scheme}://${parts.host}${doubled[1] ?? ''}${doubled[2] ?? ''}`,
      because: 'The API path stands in the address twice. Give the base address without /api/v1.',
    }
  }
  if (parts.scheme === '' || /\/(?:login|setup|settings)(?:\/.*)?$/.test(parts.path)) {
    const base = parts.path.replace(/\/(?:login|setup|settings)(?:\/.*)?$/, '').replace(/\/+$/, '')
    return {
      what: 'address',
      value: `${scheme}://${parts.host}${base}`,
      because: 'This is the base address, as Cuemark and other programs want it.',
    }
  }
  return null
}

/** Where the fault stands in the address itself: the right address or request, else null. */
export function correctionOf(exchange: Exchange): Correction | null {
  if (exchange.url === null) return null
  const parts = partsOf(exchange.url)
  if (parts === null) return null
  return (
    correctTrakt(parts) ??
    correctTmdb(parts) ??
    correctOmdb(parts) ??
    correctMdblist(parts) ??
    correctSeerr(parts, exchange)
  )
}
