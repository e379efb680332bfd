/**
 * The body of a request as it was sent; null when it is longer than `maxBytes`. No more than that is ever held,
 * whatever length the sender has announced or kept to itself.
 */
export async function bodyBytes(request: Request, maxBytes: number): Promise<Uint8Array | null> {
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) return null;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > maxBytes) return null;
    chunks.push(chunk);
  }
  const [only] = chunks;
  return chunks.length === 1 && only ? only : Buffer.concat(chunks);
}

/** The same as text. */
export async function bodyText(request: Request, maxBytes: number): Promise<string | null> {
  const bytes = await bodyBytes(request, maxBytes);
  return bytes && Buffer.from(bytes).toString('utf8');
}
