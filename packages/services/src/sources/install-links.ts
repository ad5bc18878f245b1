/** Ways to install an add-on, and what stands in the way. */
export interface InstallLinks {
  /** Opens the Stremio app on this device. */
  readonly app: string
  /** Opens Stremio in the browser. */
  readonly web: string
  /** For pasting into the search field of Stremio's add-ons. */
  readonly copy: string
  /** Why Stremio will refuse this address; null where it takes it. */
  readonly problem: string | null
}

const parts = /^(https?):\/\/([^/?#]+)(.*)$/i

/** Stremio takes plain http from its own machine alone (stremio.md §5). */
export const isTakenByStremio = (address: string): boolean => {
  const [, scheme = '', authority = ''] = parts.exec(address) ?? []
  return scheme.toLowerCase() === 'https' || /^(?:localhost|127\.0\.0\.1)(?::\d+)?$/i.test(authority)
}

export const httpsHint =
  'Stremio takes add-ons by https only. Open Cuemark by an https address first: behind a reverse proxy with a certificate (Caddy, Traefik, Nginx Proxy Manager), through a tunnel (Cloudflare Tunnel, Tailscale Funnel), or on the device that plays, as http://127.0.0.1.'

/** `manifestUrl` is the whole address of the manifest. */
export const installLinks = (manifestUrl: string): InstallLinks => {
  const [, , authority = '', path = ''] = parts.exec(manifestUrl) ?? []
  const encoded = encodeURIComponent(manifestUrl)
  // stremio:// stands for https with its usual port, so it cannot carry anything else.
  const isPlain = /^https:\/\/[^/:]+\//i.test(manifestUrl)
  return {
    app: isPlain ? `stremio://${authority}${path}` : `stremio:///addons?addon=${encoded}`,
    web: `https://web.stremio.com/#/addons?addon=${encoded}`,
    copy: manifestUrl,
    problem: isTakenByStremio(manifestUrl) ? null : httpsHint,
  }
}
