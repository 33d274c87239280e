/** Which row of the source each record came from; four bytes a record, as there may be millions. */
export class RowNumbers {
  private numbers = new Uint32Array(1024)
  private count = 0

  get length(): number {
    return this.count
  }

  add(row: number): void {
    if (this.count === this.numbers.length) {
      const larger = new Uint32Array(this.count * 2)
      larger.set(this.numbers)
      this.numbers = larger
    }
    this.numbers[this.count++] = row
  }

  at(index: number): number {
    return this.numbers[index] ?? 0
  }
}
