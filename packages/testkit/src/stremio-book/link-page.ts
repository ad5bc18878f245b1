/** The page on which a person allows a device by its link code (stremio.md §2). */

export interface LinkPage {
  readonly status: number
  readonly html: string
}

const page = (status: number, title: string, content: string): LinkPage => ({
  status,
  html:
    `<!DOCTYPE html>\n<html lang="en">\n<head><meta charset="utf-8"><title>${title}</title>\n` +
    '<meta name="viewport" content="width=device-width">\n' +
    '<style>body{font:16px system-ui;max-width:26rem;margin:4rem auto;padding:0 1rem}button{font:inherit;padding:.5rem 1rem}</style></head>\n' +
    `<body>\n<h1>${title}</h1>\n${content}\n</body>\n</html>\n`,
})

/** `approve` answers whether the code is one that waits for somebody. */
export const linkPage = (method: string, isWaiting: boolean, approve: () => boolean): LinkPage => {
  if (!isWaiting) return page(404, 'Unknown code', '<p>Get a new code on your device.</p>')
  if (method !== 'POST')
    return page(
      200,
      'Link a device',
      '<p>A device asks to use your account.</p>\n<form method="post"><button>Approve</button></form>',
    )
  return approve()
    ? page(200, 'Device linked', '<p>You can go back to your device.</p>')
    : page(409, 'Not linked', '<p>Nobody is signed in here.</p>')
}
