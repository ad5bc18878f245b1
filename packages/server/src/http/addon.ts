import type { FastifyInstance, FastifyReply } from 'fastify'
import type { SourceRow } from '../app/ports-plays.ts'
import { AppError } from '../app/use-cases.ts'
import { addonManifest } from './addon-manifest.ts'
import { type AddonPath, addonPathOf } from './addon-path.ts'
import { answerInText, createFindSource, type HookDeps, sendText } from './hooks-secret.ts'

interface AddonRoute {
  readonly Params: { readonly token: string }
}

/** Without these Stremio refuses the add-on (stremio.md §5); the last lets a public page ask a server at home. */
const crossOrigin: Readonly<Record<string, string>> = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, OPTIONS',
  'access-control-allow-headers': '*',
  'access-control-allow-private-network': 'true',
  'cross-origin-resource-policy': 'cross-origin',
  'cache-control': 'no-store',
}

function pageText({ name, lastEventAt, lastEventText }: SourceRow): string {
  const last =
    lastEventAt === null || lastEventText === null
      ? 'Nothing has arrived yet. Play something in Stremio for a minute, then open this page again. If it stays empty, this app does not send what it plays: connect the Stremio account in Cuemark as well.'
      : `Last arrived, at ${new Date(lastEventAt).toISOString()}: ${lastEventText}.`
  return `Cuemark add-on "${name}"\n\n${last}\n\nSettings, and a new address for this add-on, are in Cuemark under Sources.`
}

/** Keeps an event and answers what Stremio expects; it reads nothing of the answer, and never asks twice. */
async function take(
  deps: HookDeps,
  source: SourceRow,
  path: AddonPath,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const answer = path.resource === 'subtitles' ? { subtitles: [] } : {}
  const message = { contentType: null, fields: path.fields, body: '', receivedAt: deps.clock.now() }
  const reading = deps.readers.addon(message)
  if (reading.type === 'heard') {
    await deps.intake.take(source, reading.heard)
    return reply.send(answer)
  }
  if (reading.type === 'unreadable') {
    await deps.intake.fault(source, reading.text)
    return sendText(reply, 422, reading.text)
  }
  await deps.intake.note(source, reading.because)
  return reply.send(answer)
}

/** The Stremio add-on of a person, under a secret path: `/stremio/<secret>/manifest.json`. */
export async function serveAddon(server: FastifyInstance, deps: HookDeps): Promise<void> {
  const findSource = createFindSource(deps)
  const manifest = addonManifest(deps.version)
  await server.register(async (scope) => {
    answerInText(scope, deps.translate)
    scope.addHook('onSend', async (_request, reply) => void reply.headers(crossOrigin))
    scope.options('/stremio/*', { config: { bySecret: true } }, async (_request, reply) =>
      reply.code(204).send(),
    )
    scope.get<AddonRoute>('/stremio/:token/*', { config: { bySecret: true } }, async (request, reply) => {
      const source = await findSource(request, request.params.token, (kind) => kind === 'stremio_addon')
      const path = addonPathOf(request.raw.url ?? '')
      switch (path.resource) {
        case 'manifest':
          return reply.send(manifest)
        case 'configure':
          return sendText(reply, 200, pageText(source))
        case 'player':
        case 'library':
        case 'subtitles':
          return take(deps, source, path, reply)
        default:
          throw new AppError('not_found', 'The add-on has nothing at this address.')
      }
    })
  })
}
