import { startSeerr } from '@cuemark/testkit'
import { expect, it } from 'vitest'
import { startWhole, testSaved } from './testing/whole-server.ts'

it('a home server that stops is an outage on the way to it, not a mistyped address; a new address is', async () => {
  const service = await startSeerr()
  const server = await startWhole()
  const settings = { ...service.goodSettings }
  const { integration } = await server.client.createIntegration({ body: { service: 'seerr', settings } })
  const params = { id: integration.id }
  const port = Number(/:(\d+)/.exec(service.url)?.[1])
  await service.close()

  await server.nextCheck(integration.id)
  const stopped = { kind: 'network', cause: 'transport.refused', severity: 'info' }
  expect(await server.openAlerts()).toMatchObject([stopped])
  expect((await testSaved(server.client, integration.id)).diagnosis).toMatchObject({ kind: 'network' })
  expect(await server.openAlerts()).toMatchObject([{ ...stopped, count: 2 }])

  const unsaved = server.client.testSettings({
    body: { service: 'seerr', integrationId: params.id, settings },
  })
  const lines: unknown[] = []
  for await (const line of unsaved) lines.push(line)
  expect(lines.at(-1)).toMatchObject({
    type: 'result',
    result: { ok: false, field: 'url', diagnosis: { kind: 'configuration' } },
  })

  const again = await startSeerr({ port })
  await server.nextCheck(integration.id)
  expect(await server.openAlerts()).toEqual([])
  await server.close()
  await again.close()
})
