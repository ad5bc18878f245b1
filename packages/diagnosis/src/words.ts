import type { TextPattern } from './rules.ts'

/**
 * Finding hundreds of phrases in one text. The text is walked once to note which groups of three letters
 * occur in it; a phrase is searched for only when its own groups do. This is what makes long lists of rules
 * cheap, and it never changes what is found.
 */
export class Words {
  readonly text: string
  #noted: Uint32Array | undefined

  constructor(text: string) {
    this.text = text
  }

  /** False only when the phrase with these groups is certainly not there. */
  mayHold(groups: readonly number[]): boolean {
    this.#noted ??= noteGroups(this.text)
    for (const group of groups) {
      if (((this.#noted[group >>> 5] ?? 0) & (1 << (group & 31))) === 0) return false
    }
    return true
  }
}

const groupBits = 8191

function groupAt(text: string, index: number): number {
  return (
    (text.charCodeAt(index) * 961 + text.charCodeAt(index + 1) * 31 + text.charCodeAt(index + 2)) & groupBits
  )
}

function noteGroups(text: string): Uint32Array {
  const noted = new Uint32Array((groupBits + 1) / 32)
  for (let index = 0; index + 2 < text.length; index += 1) {
    const group = groupAt(text, index)
    noted[group >>> 5] = (noted[group >>> 5] ?? 0) | (1 << (group & 31))
  }
  return noted
}

/** A few groups spread over the phrase suffice to rule it out. */
function groupsOf(phrase: string): readonly number[] {
  const last = phrase.length - 3
  if (last < 0) return []
  const places = new Set([0, Math.floor(last / 3), Math.floor((2 * last) / 3), last])
  return [...places].map((index) => groupAt(phrase, index))
}

/** Plain letters with which every match of a pattern begins; empty where there is no such beginning. */
export function beginningOf(pattern: RegExp): string {
  const { source } = pattern
  if (hasOuterChoice(source)) return ''
  const plain = /^(?:\\b|"\?)?([a-z0-9 _'=:-]*)/.exec(source)
  const letters = plain?.[1] ?? ''
  const next = source.charAt((plain?.[0] ?? '').length)
  // A letter that may be left out or repeated is no fixed part.
  return '?*{+'.includes(next) && next !== '' ? letters.slice(0, -1) : letters
}

function hasOuterChoice(source: string): boolean {
  let depth = 0
  for (let index = 0; index < source.length; index += 1) {
    const char = source.charAt(index)
    if (char === '\\') index += 1
    else if (char === '(') depth += 1
    else if (char === ')') depth -= 1
    else if (char === '|' && depth === 0) return true
  }
  return false
}

/** Makes a text condition ready. Texts are compared in lower case, so patterns are written in lower case. */
export function textCheck(pattern: TextPattern): (words: Words) => boolean {
  const parts = typeof pattern === 'string' || pattern instanceof RegExp ? [pattern] : pattern
  const phrases = parts.map((part) => {
    const isPhrase = typeof part === 'string'
    return { part, groups: groupsOf(isPhrase ? part : beginningOf(part)) }
  })
  return (words) => {
    for (const { part, groups } of phrases) {
      if (!words.mayHold(groups)) continue
      if (typeof part === 'string' ? words.text.includes(part) : part.test(words.text)) return true
    }
    return false
  }
}
