import { Suspense, useState, type ReactNode } from 'react';

/** What is fetched when it is first wanted. It stays from then on, so that it can close as gently as it opened. */
export function Later({ wanted, children }: { wanted: boolean; children: ReactNode }) {
  const [seen, setSeen] = useState(wanted);
  if (wanted && !seen) setSeen(true);
  return wanted || seen ? <Suspense fallback={null}>{children}</Suspense> : null;
}
