import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import PQueue from 'p-queue'

/** Cost of one hash. OWASP's smallest recommended argon2id setting: 19 MiB, two passes, one lane. */
interface Cost {
  readonly memoryKib: number
  readonly passes: number
  readonly lanes: number
}
const cost: Cost = { memoryKib: 19 * 1024, passes: 2, lanes: 1 }
const tagBytes = 32
const saltBytes = 16

const derive = promisify(argon2)

/** A hash takes 19 MiB while it runs, so a crowd at the door must not all be hashed at once. */
const queue = new PQueue({ concurrency: 2 })

async function tagOf(password: string, salt: Buffer, { memoryKib, passes, lanes }: Cost): Promise<Buffer> {
  // The same password typed on two keyboards can differ in how an accent is composed.
  const message = password.normalize('NFC')
  const options = { message, nonce: salt, parallelism: lanes, tagLength: tagBytes, memory: memoryKib, passes }
  return queue.add(() => derive('argon2id', options))
}

const text = (bytes: Buffer): string => bytes.toString('base64').replaceAll('=', '')

/** Stored form after the PHC string format: algorithm, cost, salt and tag in one line. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(saltBytes)
  const tag = await tagOf(password, salt, cost)
  const { memoryKib, passes, lanes } = cost
  return `$argon2id$v=19$m=${memoryKib},t=${passes},p=${lanes}$${text(salt)}$${text(tag)}`
}

const stored = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/

/** A hash nobody knows the password of: an unknown name costs as much time as a known one. */
const nobody = `$argon2id$v=19$m=${cost.memoryKib},t=${cost.passes},p=${cost.lanes}$${text(randomBytes(saltBytes))}$${text(randomBytes(tagBytes))}`

/** True when the password is the one behind the stored hash. `null` stands for an unknown name, '' for no password yet. */
export async function verifyPassword(password: string, given: string | null): Promise<boolean> {
  const hash = given === '' ? null : given
  const parts = stored.exec(hash ?? nobody)
  const [, memory, passes, lanes, salt, tag] = parts ?? []
  if (salt === undefined || tag === undefined) throw new Error('A stored password hash cannot be read.')
  const wanted = Buffer.from(tag, 'base64')
  const made = await tagOf(password, Buffer.from(salt, 'base64'), {
    memoryKib: Number(memory),
    passes: Number(passes),
    lanes: Number(lanes),
  })
  return wanted.length === made.length && timingSafeEqual(wanted, made) && hash !== null
}
