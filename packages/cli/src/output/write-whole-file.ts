/** Writes a file that appears only when all of it is there. */
export async function writeWholeFile(path: string, data: string | Uint8Array): Promise<void> {
  const { FileOutput } = await import('@certsql/driver')
  const output = await FileOutput.open(path)
  try {
    await output.write(data)
    await output.finish()
  } catch (error) {
    await output.discard()
    throw error
  }
}
