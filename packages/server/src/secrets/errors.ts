export type SecretErrorCode = 'wrong_key' | 'damaged' | 'key_missing' | 'bad_key_file' | 'key_not_written'

/** Secrets cannot be opened or kept. The text is fit to be shown, and holds no secret. */
export class SecretError extends Error {
  readonly code: SecretErrorCode
  constructor(code: SecretErrorCode, message: string) {
    super(message)
    this.name = 'SecretError'
    this.code = code
  }
}
