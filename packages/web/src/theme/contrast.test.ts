/// <reference types="node" />
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const css = readFileSync(new URL('tokens.css', import.meta.url), 'utf8')

function tokensOf(scheme: 'dark' | 'light'): Record<string, string> {
  const block = css.split(`[data-mantine-color-scheme='${scheme}'] {`)[1]?.split('}')[0] ?? ''
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6})/g)].map((m) => [m[1] ?? '', m[2] ?? '']),
  )
}

/** Relative luminance after WCAG 2.2. */
function luminance(hex: string): number {
  const parts = [1, 3, 5].map((at) => {
    const share = parseInt(hex.slice(at, at + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * (parts[0] ?? 0) + 0.7152 * (parts[1] ?? 0) + 0.0722 * (parts[2] ?? 0)
}

function contrast(a: string, b: string): number {
  const [x, y] = [luminance(a), luminance(b)]
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05)
}

describe.each(['dark', 'light'] as const)('the %s scheme', (scheme) => {
  const tokens = tokensOf(scheme)
  const at = (name: string): string => tokens[name] ?? ''

  it.each(['text', 'text-soft', 'text-faint', 'error', 'warning', 'info', 'good'])(
    'lets %s be read on every ground',
    (name) => {
      for (const ground of ['bg', 'surface', 'raised']) {
        expect(contrast(at(name), at(ground))).toBeGreaterThanOrEqual(4.5)
      }
    },
  )
  it.each(['error', 'warning', 'info', 'good'])('lets text and %s be read on its own ground', (name) => {
    expect(contrast(at(name), at(`${name}-ground`))).toBeGreaterThanOrEqual(4.5)
    expect(contrast(at('text'), at(`${name}-ground`))).toBeGreaterThanOrEqual(4.5)
  })
  it('lets the main button be read', () => {
    expect(contrast(at('lamp-ink'), at('lamp'))).toBeGreaterThanOrEqual(4.5)
    expect(contrast(at('lamp-ink'), at('lamp-hover'))).toBeGreaterThanOrEqual(4.5)
  })
  it('shows the edges of inputs and buttons', () => {
    for (const ground of ['bg', 'surface']) {
      expect(contrast(at('line-strong'), at(ground))).toBeGreaterThanOrEqual(3)
    }
  })
})
