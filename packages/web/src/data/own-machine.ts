/** True for a name by which a machine means itself, so that the address leads nowhere on another device. */
export const isOwnMachine = (host: string): boolean =>
  /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(host)
