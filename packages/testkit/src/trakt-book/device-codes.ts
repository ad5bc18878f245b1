import { randomBytes } from 'node:crypto'

export interface DeviceGrant {
  readonly deviceCode: string
  readonly userCode: string
  readonly expiresAt: number
  readonly challenge: string | null
  lastPollAt: number | null
  state:
    { readonly type: 'pending' | 'denied' | 'used' } | { readonly type: 'approved'; readonly person: string }
}

/** Without letters and digits that look alike. */
const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'
const makeUserCode = (): string =>
  [...randomBytes(8)].map((byte) => alphabet[byte % alphabet.length] ?? 'A').join('')

export class DeviceCodes {
  readonly #byDevice = new Map<string, DeviceGrant>()
  readonly #byUser = new Map<string, DeviceGrant>()
  fastPolls = 0

  make(expiresAt: number, challenge: string | null): DeviceGrant {
    const grant: DeviceGrant = {
      deviceCode: randomBytes(32).toString('hex'),
      userCode: makeUserCode(),
      expiresAt,
      challenge,
      lastPollAt: null,
      state: { type: 'pending' },
    }
    this.#byDevice.set(grant.deviceCode, grant)
    this.#byUser.set(grant.userCode, grant)
    return grant
  }

  byDevice(code: string): DeviceGrant | null {
    return this.#byDevice.get(code) ?? null
  }

  byUser(code: string): DeviceGrant | null {
    return this.#byUser.get(code.trim().toUpperCase()) ?? null
  }

  get newestUserCode(): string | null {
    return [...this.#byUser.keys()].at(-1) ?? null
  }
}
