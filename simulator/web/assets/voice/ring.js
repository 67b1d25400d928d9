// The ring of a telephone, quiet, until somebody picks up.

const EVERY_MS = 3000;

function burst(context, at) {
  const gain = context.createGain();
  gain.gain.setValueAtTime(0, at);
  gain.gain.linearRampToValueAtTime(0.05, at + 0.03);
  gain.gain.setValueAtTime(0.05, at + 0.37);
  gain.gain.linearRampToValueAtTime(0, at + 0.4);
  gain.connect(context.destination);
  for (const pitch of [400, 450]) {
    const tone = context.createOscillator();
    tone.frequency.value = pitch;
    tone.connect(gain);
    tone.start(at);
    tone.stop(at + 0.42);
  }
}

// Ring from now on; gives what ends it.
export function ring() {
  const context = new AudioContext();
  const twice = () => {
    burst(context, context.currentTime + 0.05);
    burst(context, context.currentTime + 0.65);
  };
  twice();
  const timer = setInterval(twice, EVERY_MS);
  return () => {
    clearInterval(timer);
    context.close().catch(() => {});
  };
}
