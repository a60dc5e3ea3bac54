import { useCallback, useEffect, useRef, useState } from 'react';
import { newId } from '../api/ids.ts';
import type { Upload } from '../api/types.ts';
import { upload } from '../api/upload.ts';

/** A file on its way up. */
export interface Rising {
  id: string;
  name: string;
  share: number;
  error: unknown;
  file: File;
}

/** Uploads files with progress; each goes to `done` once the server has it. Leaving the conversation stops them. */
export function useUploads(done: (upload: Upload) => void) {
  const [rising, setRising] = useState<Rising[]>([]);
  const stops = useRef(new Map<string, AbortController>());
  const finish = useRef(done);
  useEffect(() => {
    finish.current = done;
  });
  useEffect(() => {
    const all = stops.current;
    return () => all.forEach(stop => stop.abort());
  }, []);

  const change = (id: string, to: Partial<Rising>) =>
    setRising(all => all.map(one => (one.id === id ? { ...one, ...to } : one)));
  const remove = useCallback((id: string) => {
    stops.current.get(id)?.abort();
    stops.current.delete(id);
    setRising(all => all.filter(one => one.id !== id));
  }, []);

  const start = useCallback((one: Rising) => {
    const stop = new AbortController();
    stops.current.set(one.id, stop);
    upload(one.file, share => change(one.id, { share }), stop.signal).then(
      kept => {
        remove(one.id);
        finish.current(kept);
      },
      (error: unknown) => {
        if (!stop.signal.aborted) change(one.id, { error });
      },
    );
  }, [remove]);

  const add = useCallback((files: Iterable<File>) => {
    for (const file of files) {
      const one = { id: newId(), name: file.name, share: 0, error: null, file };
      setRising(all => [...all, one]);
      start(one);
    }
  }, [start]);

  const retry = useCallback((one: Rising) => {
    change(one.id, { share: 0, error: null });
    start(one);
  }, [start]);

  return { rising, add, remove, retry };
}
