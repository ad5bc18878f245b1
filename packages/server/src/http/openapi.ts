import { apiPrefix } from '@cuemark/contract'
import type { FastifyInstance } from 'fastify'
import { describeRoutes } from './register.ts'

/** Made apart from the server that answers, so that nothing of it is loaded until somebody asks. */
async function makeDocument(version: string): Promise<unknown> {
  const [
    { default: fastify },
    { default: swagger },
    { jsonSchemaTransform, serializerCompiler, validatorCompiler },
  ] = await Promise.all([import('fastify'), import('@fastify/swagger'), import('fastify-type-provider-zod')])
  const described = fastify({ exposeHeadRoutes: false })
  described.setValidatorCompiler(validatorCompiler)
  described.setSerializerCompiler(serializerCompiler)
  await described.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Cuemark', version, license: { name: 'MIT', identifier: 'MIT' } },
      components: {
        securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'cuemark_session' } },
      },
    },
    transform: jsonSchemaTransform,
  })
  await described.register(async (api) => describeRoutes(api), { prefix: apiPrefix })
  await described.ready()
  const document = described.swagger()
  await described.close()
  return document
}

/** Public: it says how to ask, and nothing of what is kept here. */
export function serveOpenApi(api: FastifyInstance, version: string): void {
  let document: Promise<unknown> | null = null
  api.get('/openapi.json', async () => {
    document ??= makeDocument(version)
    return document
  })
}
