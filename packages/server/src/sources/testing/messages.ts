import { readFileSync } from 'node:fs'
import type { Message } from '../../app/ports-sources.ts'

/** Two seconds after the samples were sent. */
export const receivedAt: number = Date.parse('2026-11-21T20:15:02Z')

export const sampleText = (name: string): string =>
  readFileSync(new URL(`samples/${name}.json`, import.meta.url), 'utf8')

export const messageWith = (part: Partial<Message>): Message => ({
  contentType: null,
  fields: new Map(),
  body: '',
  receivedAt,
  ...part,
})

export const jsonMessage = (value: unknown): Message =>
  messageWith({ contentType: 'application/json', body: JSON.stringify(value) })

/** The ways in which one payload reaches us. */
export const wrappings: Readonly<Record<string, (text: string) => Message>> = {
  'as JSON': (text) => messageWith({ contentType: 'application/json; charset=utf-8', body: text }),
  'as plain text': (text) => messageWith({ contentType: 'text/plain', body: `\uFEFF${text}` }),
  'without a content type': (text) => messageWith({ body: text }),
  'as a form that is none': (text) =>
    messageWith({
      contentType: 'application/x-www-form-urlencoded',
      fields: new Map([[text, '']]),
      body: text,
    }),
}
