/** A form with one field, as players send it. */
export const formOf = (
  name: string,
  value: string,
): { readonly headers: Readonly<Record<string, string>>; readonly body: string } => {
  const boundary = '------------------------9b2c7f0c0ffee00d'
  return {
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    body: `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\nContent-Type: application/json\r\n\r\n${value}\r\n--${boundary}--\r\n`,
  }
}
