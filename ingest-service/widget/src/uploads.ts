import type { Upload } from './memory';

export const LARGEST = 10 * 1024 * 1024;

/** Sends a file's bytes ahead; the message that follows names them. */
export async function upload(
  base: string,
  widget: string,
  visitor: string,
  secret: string,
  file: File,
): Promise<Upload> {
  const query = new URLSearchParams({ widget, visitor, name: file.name });
  const answer = await fetch(`${base}uploads?${query.toString()}`, {
    method: 'POST',
    headers: { Authorization: `Visitor ${secret}`, 'Content-Type': file.type || 'application/octet-stream' },
    body: file,
  });
  if (!answer.ok) throw new Error(`upload refused: ${answer.status}`);
  const body = (await answer.json()) as { id?: unknown };
  if (typeof body.id !== 'string') throw new Error('upload without id');
  return {
    upload: body.id,
    name: file.name,
    mediaType: file.type || 'application/octet-stream',
    size: file.size,
  };
}
