import { Writable } from 'node:stream'
import { BrokenPipe } from '../../src/output/broken-pipe.js'
import { StreamOutput } from '../../src/output/stream-output.js'

test('waits until the reader has taken what it was given', async () => {
  let takeIt: () => void = () => undefined
  const stream = new Writable({ highWaterMark: 4, write: (_chunk, _encoding, done) => (takeIt = done) })
  const output = new StreamOutput(stream, () => undefined)
  let isTaken = false
  const writing = output.write('longer than four').then(() => {
    isTaken = true
  })
  await new Promise(setImmediate)
  expect(isTaken).toBe(false)
  takeIt()
  await writing
  expect(isTaken).toBe(true)
})

test('a reader that goes away is told at once, and ends every later write', async () => {
  const gone = Object.assign(new Error('write EPIPE'), { code: 'EPIPE' })
  const stream = new Writable({ write: (_chunk, _encoding, done) => done(gone) })
  let told = 0
  const output = new StreamOutput(stream, () => (told += 1))
  await output.write('a').catch(() => undefined)
  await new Promise(setImmediate)
  expect(told).toBe(1)
  await expect(output.write('b')).rejects.toBeInstanceOf(BrokenPipe)
  await expect(output.finish()).rejects.toBeInstanceOf(BrokenPipe)
})

test('another fault is an error, and not quiet', async () => {
  const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })
  const stream = new Writable({ write: (_chunk, _encoding, done) => done(full) })
  let told = 0
  const output = new StreamOutput(stream, () => (told += 1))
  await output.write('a').catch(() => undefined)
  await new Promise(setImmediate)
  await expect(output.finish()).rejects.toMatchObject({
    code: 'CERT-8603',
    message: 'The output cannot be written: the disk is full.',
  })
  expect(told).toBe(0)
})
