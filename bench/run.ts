/** `npm run bench -- NAME…`: each benchmark prints its own figures; without a name, all of them in turn. */
const benchmarks: Readonly<Record<string, () => Promise<{ run: () => Promise<void> }>>> = {
  diagnosis: () => import('./diagnosis.ts'),
  events: () => import('./events.ts'),
  recorder: () => import('./recorder.ts'),
  server: () => import('./server.ts'),
}

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => benchmarks[name] === undefined)
if (unknown.length > 0) {
  console.error(
    `No benchmark is called ${unknown.join(', ')}. There are: ${Object.keys(benchmarks).join(', ')}.`,
  )
  process.exit(2)
}
for (const [name, load] of Object.entries(benchmarks)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  console.log(`${name} (Node ${process.version}, ${process.platform} ${process.arch})`)
  await (await load()).run()
}
