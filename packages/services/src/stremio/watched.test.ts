import { inflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { watchedFieldOf, watchedVideos } from './watched.ts'

const episodes = ['tt0903747:1:1', 'tt0903747:1:2', 'tt0903747:1:3', 'tt0903747:1:4']
const seen = (text: string, videoIds: readonly string[]): readonly string[] | null => {
  const field = watchedFieldOf(text)
  return field === null
    ? null
    : watchedVideos(field, inflateSync(Buffer.from(field.packed, 'base64')), videoIds)
}

describe('the field of episodes seen', () => {
  it('is read as a real client wrote it (stremio.md §3)', () => {
    expect(seen('tt0903747:1:3:3:eJxjBQAABgAG', episodes)).toEqual(['tt0903747:1:1', 'tt0903747:1:3'])
  })

  it('follows its anchor when a special is put in front', () => {
    const longer = ['tt0903747:0:1', ...episodes]
    expect(seen('tt0903747:1:3:3:eJxjBQAABgAG', longer)).toEqual(['tt0903747:1:1', 'tt0903747:1:3'])
  })

  it('says nothing when its anchor is gone', () => {
    expect(seen('tt0903747:1:3:3:eJxjBQAABgAG', episodes.slice(0, 2))).toEqual([])
  })

  it.each(['undefined:1:eJwDAAAAAAE=', 'eJwDAAAAAAE=', 'a:b', ''])('means nothing as %j', (text) => {
    expect(seen(text, episodes)).toBeNull()
  })
})
