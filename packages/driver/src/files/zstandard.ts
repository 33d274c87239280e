import { CertSqlError } from '@certsql/core'

/** Compresses a piece of data into a frame of its own: for the Nodes that cannot. */
export async function loadZstandardWriter(): Promise<(bytes: Uint8Array) => Uint8Array> {
  const { Zstd } = await loading('@hpcc-js/wasm-zstd', () => import('@hpcc-js/wasm-zstd'))
  const zstandard = await Zstd.load()
  return (bytes) => zstandard.compress(bytes)
}

/** Decompresses a file piece by piece. */
export async function loadZstandardReader(): Promise<typeof import('fzstd').Decompress> {
  const { Decompress } = await loading('fzstd', () => import('fzstd'))
  return Decompress
}

async function loading<Library>(name: string, load: () => Promise<Library>): Promise<Library> {
  try {
    return await load()
  } catch (error) {
    throw new CertSqlError({
      code: 'CERT-4002',
      message: `Files of Zstandard (.zst) need the package ${name}, which is not installed.`,
      hint: `npm install ${name}, or take .gz`,
      cause: error,
    })
  }
}
