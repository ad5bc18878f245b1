import { fieldAt } from './body.ts'
import type { Reading } from './reading.ts'
import type { StatusPattern, ValuePattern, When } from './rules.ts'
import { textCheck } from './words.ts'

/** A condition made ready: true when it holds. */
export type Check = (reading: Reading) => boolean

type Single = string | number | RegExp

function isList<T>(value: T | readonly T[]): value is readonly T[] {
  return Array.isArray(value)
}

/** One or several, as several. */
export function listed<T extends Single>(value: T | readonly T[]): readonly T[] {
  return isList(value) ? value : [value]
}

/** Whether a rule can apply at all to a status; `null` stands for none known. */
export function admits(pattern: When['status'], status: number | null): boolean {
  if (pattern === undefined) return true
  return listed<StatusPattern>(pattern).some((one) => {
    if (one === 'none') return status === null
    if (typeof one === 'number') return one === status
    return status !== null && Math.floor(status / 100) === Number(one.charAt(0))
  })
}

/** True when a rule speaks of transport errors; such rules and the others never meet. */
export function isTransport(when: When): boolean {
  return when.transport !== undefined || when.transportText !== undefined
}

/** All conditions but the status and the transport code, by which rules are sorted beforehand; cheap ones first. */
export function checksOf(when: When): readonly Check[] {
  const checks: Check[] = []
  addKnowledge(when, checks)
  addRequest(when, checks)
  addHeaders(when, checks)
  addBody(when, checks)
  addTransport(when, checks)
  return checks
}

function addKnowledge(when: When, checks: Check[]): void {
  const { call, typed, addressProven, credentialSent, actingUser, suspect } = when
  if (call !== undefined) {
    const calls = listed(call)
    checks.push(({ knowledge }) => knowledge.call !== undefined && calls.includes(knowledge.call))
  }
  if (credentialSent !== undefined) {
    checks.push(({ knowledge }) => knowledge.credentialSent === credentialSent)
  }
  if (actingUser !== undefined) checks.push(({ knowledge }) => (knowledge.actingUser ?? false) === actingUser)
  if (suspect !== undefined) {
    checks.push(({ knowledge }) => knowledge.suspectFields?.includes(suspect) ?? false)
  }
  if (typed !== undefined) checks.push((reading) => reading.typed === typed)
  if (addressProven !== undefined) {
    checks.push(({ knowledge }) => (knowledge.addressProven ?? false) === addressProven)
  }
}

function addRequest(when: When, checks: Check[]): void {
  const { method, scheme, host, port, path, query, lastParameter } = when
  if (method !== undefined) {
    const methods = listed(method)
    checks.push((reading) => methods.includes(reading.method))
  }
  if (host !== undefined) checks.push(hostCheck(listed(host)))
  if (scheme !== undefined) checks.push((reading) => reading.address?.scheme === scheme)
  if (port !== undefined) {
    checks.push(({ address }) => typeof address?.port === 'number' && port.includes(address.port))
  }
  if (path !== undefined) checks.push(pathCheck(path))
  if (lastParameter !== undefined) checks.push(lastCheck(lastParameter))
  for (const [name, wanted] of Object.entries(query ?? {})) {
    checks.push((reading) => {
      const value = reading.query(name)
      if (typeof wanted === 'boolean') return (value !== null) === wanted
      if (value === null) return false
      return typeof wanted === 'string' ? value === wanted : wanted.test(value)
    })
  }
}

function lastCheck(name: string): Check {
  return ({ address }) => {
    const query = address?.query ?? ''
    const last = query.slice(query.lastIndexOf('&') + 1)
    return query.includes('&') && last.toLowerCase().startsWith(`${name}=`)
  }
}

function hostCheck(hosts: readonly string[]): Check {
  return (reading) => {
    const actual = reading.host
    return hosts.some((host) => (host.startsWith('.') ? actual.endsWith(host) : actual === host))
  }
}

function pathCheck(path: NonNullable<When['path']>): Check {
  if (path instanceof RegExp) return (reading) => path.test(reading.path)
  const paths = listed<string>(path)
  return (reading) => {
    const actual = reading.path
    return paths.some((one) => (one.endsWith('*') ? actual.startsWith(one.slice(0, -1)) : actual === one))
  }
}

function addHeaders(when: When, checks: Check[]): void {
  const { header, anyHeader, redirect, waitOverMs } = when
  for (const [name, wanted] of Object.entries(header ?? {})) {
    checks.push((reading) => {
      const value = reading.header(name)
      return typeof wanted === 'boolean' ? (value !== '') === wanted : value !== '' && wanted.test(value)
    })
  }
  if (anyHeader !== undefined) {
    checks.push((reading) => anyHeader.some((name) => reading.header(name) !== ''))
  }
  if (redirect !== undefined) {
    const kinds = listed(redirect)
    checks.push((reading) => reading.redirect !== null && kinds.includes(reading.redirect))
  }
  if (waitOverMs !== undefined) {
    checks.push((reading) => (reading.wait?.delayMs ?? 0) > waitOverMs)
  }
}

function addBody(when: When, checks: Check[]): void {
  const { body, field, lacks, text } = when
  if (body !== undefined) {
    const forms = listed(body)
    checks.push((reading) => forms.includes(reading.form))
  }
  for (const [name, wanted] of Object.entries(field ?? {})) {
    const path = name.split('.')
    const fits = valueCheck(wanted)
    checks.push((reading) => fits(fieldAt(reading.body.json, path)))
  }
  if (lacks !== undefined) {
    const paths = lacks.map((name) => name.split('.'))
    // A body too long to parse is given the benefit of the doubt.
    checks.push(
      (reading) =>
        reading.body.json !== undefined && paths.every((path) => reading.field(path) === undefined),
    )
  }
  if (text !== undefined) {
    const fits = textCheck(text)
    checks.push((reading) => fits(reading.words))
  }
}

function addTransport(when: When, checks: Check[]): void {
  const { transport, transportText } = when
  if (transport === undefined && transportText === undefined) return
  const codes = new Set(transport ?? [])
  const fits = transportText === undefined ? (): boolean => false : textCheck(transportText)
  checks.push(({ transport: error }) => error !== null && (codes.has(error.code) || fits(error.words)))
}

function valueCheck(pattern: ValuePattern): (value: unknown) => boolean {
  if (pattern === null) return (value) => value === null
  if (typeof pattern === 'boolean') {
    return (value) =>
      value === pattern || (typeof value === 'string' && value.toLowerCase() === String(pattern))
  }
  const wanted = listed<string | number | RegExp>(pattern)
  return (found) => {
    // The first of a list stands for it, as in paths.
    const value: unknown = Array.isArray(found) ? found[0] : found
    if (typeof value !== 'string' && typeof value !== 'number') return false
    const text = String(value).trim().toLowerCase()
    return wanted.some((one) => (one instanceof RegExp ? one.test(text) : String(one) === text))
  }
}
