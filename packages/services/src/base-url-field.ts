import type { Field } from './manifest.ts'

/** The advanced address of a public service, for people who run a mirror or a proxy. */
export const baseUrlField = (service: string, address: string): Field => ({
  name: 'baseUrl',
  label: 'Base address',
  type: 'url',
  required: false,
  advanced: true,
  placeholder: address,
  help: `Only for a mirror or a proxy of your own. Left empty, Cuemark asks ${service} at ${address}.`,
})
