type Place = readonly [latitude: number, longitude: number]

const EARTH_RADIUS = { km: 6371.0088, mi: 3958.7613 } as const

/** Along the great circle, by the haversine formula. */
export function distanceBetween(a: Place, b: Place, unit: 'km' | 'mi'): number {
  const latitude = radians(b[0] - a[0]) / 2
  const longitude = radians(b[1] - a[1]) / 2
  const chord =
    Math.sin(latitude) ** 2 + Math.cos(radians(a[0])) * Math.cos(radians(b[0])) * Math.sin(longitude) ** 2
  return 2 * EARTH_RADIUS[unit] * Math.asin(Math.min(1, Math.sqrt(chord)))
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180
}
