import {
  alertViewSchema,
  apiPrefix,
  checkViewSchema,
  diagnosisSchema,
  integrationViewSchema,
  problemSchema,
  testResultSchema,
  testStepSchema,
} from '@cuemark/contract'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { describeRoutes } from './register.ts'

/** Shapes that many routes share stand in the document once, under these names. */
const shared: Readonly<Record<string, z.ZodType>> = {
  Alert: alertViewSchema,
  Check: checkViewSchema,
  Diagnosis: diagnosisSchema,
  Integration: integrationViewSchema,
  Problem: problemSchema,
  TestResult: testResultSchema,
  TestStep: testStepSchema,
}

/** Made apart from the server that answers, so that nothing of it is loaded until somebody asks. */
async function makeDocument(version: string): Promise<unknown> {
  const [{ default: fastify }, { default: swagger }, zodProvider] = await Promise.all([
    import('fastify'),
    import('@fastify/swagger'),
    import('fastify-type-provider-zod'),
  ])
  const schemaRegistry = z.registry<{ id: string }>()
  for (const [id, schema] of Object.entries(shared)) schemaRegistry.add(schema, { id })
  const described = fastify({ exposeHeadRoutes: false })
  described.setValidatorCompiler(zodProvider.validatorCompiler)
  described.setSerializerCompiler(zodProvider.serializerCompiler)
  await described.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Cuemark', version, license: { name: 'MIT', identifier: 'MIT' } },
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: 'cuemark_session' },
          token: { type: 'http', scheme: 'bearer' },
        },
      },
    },
    transform: zodProvider.createJsonSchemaTransform({ schemaRegistry }),
    transformObject: zodProvider.createJsonSchemaTransformObject({ schemaRegistry }),
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
