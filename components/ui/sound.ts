/** By kind: its notes, each as its pitch in hertz and when it begins, in seconds. */
const SOUNDS = {
  arrival: [
    [659, 0],
    [880, 0.16],
  ],
} satisfies Record<string, [pitch: number, at: number][]>;

export type Sound = keyof typeof SOUNDS;

/** How loud, 1 being all that the machine gives. */
const LOUDNESS = 0.12;
const RINGS_FOR = 0.5;

let context: AudioContext | undefined;

/** Plays a soft sound, made on the spot. Silent where the browser wants to be touched first. */
export function playSound(kind: Sound): void {
  try {
    context ??= new AudioContext();
    if (context.state === "suspended") void context.resume().catch(() => {});
    for (const [pitch, at] of SOUNDS[kind]) ring(context, pitch, context.currentTime + at);
  } catch {
    // A machine without sound.
  }
}

function ring(audio: AudioContext, pitch: number, at: number) {
  const tone = audio.createOscillator();
  const volume = audio.createGain();
  tone.frequency.value = pitch;
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(LOUDNESS, at + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.0001, at + RINGS_FOR);
  tone.connect(volume).connect(audio.destination);
  tone.start(at);
  tone.stop(at + RINGS_FOR);
}
