import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'

const notBuilt =
  'Cuemark is running, but its pages are not built.\nRun "npm run build" in the project folder and start it again.\n'

const yearSeconds = 31_536_000

/** Serves the built pages. Every address without a file is a page of the app, which finds its own way. */
export async function serveWeb(server: FastifyInstance, webRoot: string | null): Promise<void> {
  if (webRoot === null || !existsSync(join(webRoot, 'index.html'))) {
    server.setNotFoundHandler((_request, reply) =>
      reply.code(503).type('text/plain; charset=utf-8').send(notBuilt),
    )
    return
  }
  await server.register(fastifyStatic, {
    root: webRoot,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (response, path) => {
      // Vite puts a hash of the content into the names below assets, so those can be kept for good.
      const hashed = path.includes('/assets/')
      void response.header('cache-control', hashed ? `public, max-age=${yearSeconds}, immutable` : 'no-cache')
    },
  })
  server.setNotFoundHandler((request, reply) => {
    const [path = ''] = request.url.split('?')
    const page = (request.method === 'GET' || request.method === 'HEAD') && !/\.\w+$/.test(path)
    if (page) return reply.sendFile('index.html')
    return reply.code(404).type('text/plain; charset=utf-8').send('There is nothing at this address.\n')
  })
}
