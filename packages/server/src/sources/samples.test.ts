import { describe, expect, it } from 'vitest'
import type { Reading } from '../app/ports-sources.ts'
import type { Heard } from '../app/use-cases-plays.ts'
import { sourceReaders } from './index.ts'
import { samples } from './testing/expected.ts'
import { messageWith, sampleText, wrappings } from './testing/messages.ts'

function only(reading: Reading): Heard {
  const [heard, ...rest] = reading.type === 'heard' ? reading.heard : []
  if (heard === undefined || rest.length > 0) throw new Error(`Not one event: ${JSON.stringify(reading)}`)
  return heard
}

describe('the samples of all players', () => {
  const table = samples.flatMap((sample) =>
    Object.entries(wrappings).map(([way, wrap]) => ({ ...sample, way, wrap })),
  )
  it.each(table)('$sample, $way, is the right play of the right person', (row) => {
    const heard = only(sourceReaders.hooks[row.kind](row.wrap(sampleText(row.sample))))
    expect(heard.player).toEqual(row.player)
    expect(heard.text).toBe(row.text)
    expect(heard.event).toMatchObject(row.event)
  })

  const formFields = { plex: 'payload', emby: 'data', tautulli: 'payload' } as const
  const forms = samples.flatMap((row) =>
    row.kind === 'plex' || row.kind === 'emby' || row.kind === 'tautulli'
      ? [{ ...row, field: formFields[row.kind] }]
      : [],
  )
  it.each(forms)('$sample, in the form field $field, is the same', ({ sample, kind, field }) => {
    const read = sourceReaders.hooks[kind]
    const inForm = messageWith({
      contentType: 'multipart/form-data; boundary=b',
      fields: new Map([[field, sampleText(sample)]]),
    })
    expect(read(inForm)).toEqual(read(messageWith({ body: sampleText(sample) })))
  })

  it('reads a Jellyfin form whose fields are the properties themselves', () => {
    const values: Readonly<Record<string, unknown>> = JSON.parse(sampleText('jellyfin-movie-stop'))
    const fields = new Map(Object.entries(values).map(([name, value]) => [name, String(value)]))
    expect(sourceReaders.hooks.jellyfin(messageWith({ fields }))).toEqual(
      sourceReaders.hooks.jellyfin(messageWith({ body: sampleText('jellyfin-movie-stop') })),
    )
  })
})
