let context: AudioContext | null = null;

/** Two short tones. A browser that has seen no gesture on the page yet stays silent, and that is right. */
export function ring(): void {
  try {
    context ??= new AudioContext();
    const at = context.currentTime;
    [660, 880].forEach((hertz, n) => tone(context as AudioContext, hertz, at + n * 0.12));
  } catch {
    // No sound here.
  }
}

function tone(context: AudioContext, hertz: number, at: number): void {
  const gain = context.createGain();
  gain.gain.setValueAtTime(0.0001, at);
  gain.gain.exponentialRampToValueAtTime(0.08, at + 0.01);
  gain.gain.exponentialRampToValueAtTime(0.0001, at + 0.11);
  const tone = context.createOscillator();
  tone.frequency.value = hertz;
  tone.connect(gain).connect(context.destination);
  tone.start(at);
  tone.stop(at + 0.12);
}
