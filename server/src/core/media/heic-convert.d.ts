declare module 'heic-convert' {
  /** Decodes the first image of a HEIC file and encodes it anew. */
  export default function convert(options: { buffer: Uint8Array; format: 'JPEG' | 'PNG'; quality?: number }): Promise<Uint8Array>
}
