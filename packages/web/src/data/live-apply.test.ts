import { QueryClient } from '@tanstack/react-query'
import { describe, expect, it } from 'vitest'
import { keys } from './keys.ts'
import { applierFor } from './live-apply.ts'
import { integrationView } from './testing/views.ts'

describe('whether anybody can sign in at Trakt', () => {
  const cache = new QueryClient()
  const apply = applierFor(cache)
  const isOld = (): boolean | undefined => cache.getQueryState(keys.accounts)?.isInvalidated

  it('is asked again when its app is connected, changed or removed, and not for others', () => {
    cache.setQueryData(keys.accounts, { items: [], traktReady: false })
    apply({ type: 'integration', integration: integrationView({ service: 'omdb' }) })
    expect(isOld()).toBe(false)
    apply({ type: 'integration', integration: integrationView({ service: 'trakt' }) })
    expect(isOld()).toBe(true)
    cache.setQueryData(keys.accounts, { items: [], traktReady: true })
    expect(isOld()).toBe(false)
    apply({ type: 'integration_removed', id: 'i1' })
    expect(isOld()).toBe(true)
    cache.clear()
  })
})
