import { describe, expect, it } from 'vitest'
import { hashPassword, verifyPassword } from './passwords.ts'

describe('a password', () => {
  it('is kept as an argon2id hash with its cost, never twice the same', async () => {
    const [one, other] = await Promise.all([hashPassword('correct horse'), hashPassword('correct horse')])
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/)
    expect(other).not.toBe(one)
    expect(await verifyPassword('correct horse', one)).toBe(true)
    expect(await verifyPassword('correct hors', one)).toBe(false)
  })

  it('is the same however its accents were typed', async () => {
    const stored = await hashPassword('caf\u00e9 au lait')
    expect(await verifyPassword('cafe\u0301 au lait', stored)).toBe(true)
  })

  it('is checked at the cost it was kept with', async () => {
    const cheap =
      '$argon2id$v=19$m=8,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'
    expect(await verifyPassword('anything', cheap)).toBe(false)
  })

  it('opens nothing for an unknown name', async () => {
    expect(await verifyPassword('anything', null)).toBe(false)
  })

  it('is never guessed from a hash that cannot be read', async () => {
    await expect(verifyPassword('anything', 'plain')).rejects.toThrow('cannot be read')
  })
})
