/** Two soft notes, as frequencies in hertz and the seconds after which they begin. */
const NOTES = [
  { frequency: 587.33, after: 0 },
  { frequency: 880, after: 0.11 },
];
const LOUDNESS = 0.06;
/** How long a note rings, in seconds. */
const RINGS = 0.45;

let audio: AudioContext | undefined;

/**
 * Makes ready to sound. A browser lets a page sound only once somebody has used it, so this is
 * called from an input of theirs.
 */
export function readyChime(): void {
  if (audio) return;
  try {
    audio = new AudioContext();
    rest(audio.resume());
  } catch {
    // There is no sound here: the page is as silent as it was.
  }
}

/** Sounds, if it was made ready. */
export async function playChime(): Promise<void> {
  try {
    await audio?.resume();
  } catch {
    return;
  }
  if (audio) ring(audio);
}

function ring(audio: AudioContext): void {
  const now = audio.currentTime;
  const ended = NOTES.map(({ frequency, after }) => {
    const tone = new OscillatorNode(audio, { frequency });
    const volume = new GainNode(audio, { gain: 0 });
    volume.gain.setValueAtTime(0, now + after);
    volume.gain.linearRampToValueAtTime(LOUDNESS, now + after + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.0001, now + after + RINGS);
    tone.connect(volume).connect(audio.destination);
    tone.start(now + after);
    tone.stop(now + after + RINGS);
    return new Promise((resolve) => tone.addEventListener("ended", resolve));
  });
  rest(Promise.all(ended));
}

/** One that runs costs a phone its battery, also in silence. */
function rest(after: Promise<unknown>): void {
  after.then(() => audio?.suspend()).catch(() => {});
}
