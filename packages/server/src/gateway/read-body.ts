import type { Readable } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { GatewayError, ownCodes } from './transport-error.ts'

/** What of an answer is kept when it was cut off: enough to recognise it, far from enough to hurt. */
const keptWhenCutBytes = 4096

export interface BodyReading {
  readonly text: string
  readonly bytes: number
  /** Why the reading ended early; null when the whole body is here. */
  readonly error: unknown
}

const decoded = (body: Readable, encoding: string | undefined): Readable => {
  const name = encoding?.trim().toLowerCase()
  const decoder =
    name === 'gzip' || name === 'x-gzip'
      ? createGunzip()
      : name === 'deflate'
        ? createInflate()
        : name === 'br'
          ? createBrotliDecompress()
          : null
  if (decoder === null) return body
  body.once('error', (error) => decoder.destroy(error))
  return body.pipe(decoder)
}

/**
 * Reads up to `maxBytes` of the decoded body, so that a small answer that unpacks to a gigabyte is cut off
 * like a large one. Never throws: a cut body is evidence.
 */
export const readBody = async (
  body: Readable,
  encoding: string | undefined,
  maxBytes: number,
): Promise<BodyReading> => {
  const chunks: Buffer[] = []
  let bytes = 0
  let error: unknown = null
  try {
    for await (const chunk of decoded(body, encoding)) {
      const buffer = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk))
      bytes += buffer.length
      if (bytes > maxBytes) {
        throw new GatewayError(ownCodes.bodyTooLarge, `the answer is longer than ${String(maxBytes)} bytes`)
      }
      chunks.push(buffer)
    }
  } catch (caught) {
    error = caught
    body.destroy()
  }
  const whole = Buffer.concat(chunks)
  return {
    text: (error === null ? whole : whole.subarray(0, keptWhenCutBytes)).toString('utf8'),
    bytes,
    error,
  }
}
