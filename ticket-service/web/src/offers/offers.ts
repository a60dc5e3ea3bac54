import { keptStore } from '../live/store.ts';
import type { Summary } from '../api/types.ts';

/** Whether an offer may be heard, in this browser. */
export const offerSound = keptStore<boolean>('onethread.offer-sound', false);

/** Two short tones, made here: nothing is fetched. A browser that has not been touched yet stays silent. */
export function ring(): void {
  if (!offerSound.get() || typeof AudioContext === 'undefined') return;
  const audio = new AudioContext();
  [660, 880].forEach((pitch, at) => {
    const tone = audio.createOscillator();
    const loudness = audio.createGain();
    const start = audio.currentTime + at * 0.16;
    tone.frequency.value = pitch;
    loudness.gain.setValueAtTime(0.0001, start);
    loudness.gain.exponentialRampToValueAtTime(0.12, start + 0.02);
    loudness.gain.exponentialRampToValueAtTime(0.0001, start + 0.14);
    tone.connect(loudness).connect(audio.destination);
    tone.start(start);
    tone.stop(start + 0.15);
  });
  setTimeout(() => void audio.close(), 1_000);
}

/** What became of an offer that is no longer mine to take. */
export type Ending = { kind: 'taken'; name: string } | { kind: 'mine' } | { kind: 'expired' } | { kind: 'withdrawn' };

export function endingOf(last: Summary, now: Summary | undefined, me: string, at: number): Ending {
  if (now?.work.state === 'assigned' && now.work.agent !== null && now.work.offer === null) {
    const kept = last.work.offer?.from === now.work.agent;
    if (now.work.agent === me) return { kind: 'mine' };
    if (!kept) return { kind: 'taken', name: now.work.agentName ?? now.work.agent };
  }
  const until = last.work.offer === null || last.work.offer === undefined ? at : Date.parse(last.work.offer.until);
  return until <= at + 1_000 ? { kind: 'expired' } : { kind: 'withdrawn' };
}
