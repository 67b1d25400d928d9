// Sound from one sample rate to another, block by block, by a windowed sinc.

const ZEROS = 12; // zero crossings of the sinc on each side; more are sharper and slower
const STEPS = 256; // positions between two samples for which the filter is worked out

function filterOf(cut) {
  const half = Math.ceil(ZEROS / cut);
  const table = new Float32Array((2 * half) * STEPS);
  for (let step = 0; step < STEPS; step += 1) {
    for (let tap = 0; tap < 2 * half; tap += 1) {
      const x = tap - half + 1 - step / STEPS;
      const sinc = x === 0 ? cut : Math.sin(Math.PI * cut * x) / (Math.PI * x);
      const window = Math.abs(x) < half ? 0.5 + 0.5 * Math.cos((Math.PI * x) / half) : 0;
      table[step * 2 * half + tap] = sinc * window;
    }
  }
  return { half, table };
}

const filters = new Map(); // by the two rates: worked out once, as it takes a while

export class Resampler {
  constructor(from, to) {
    const key = `${from}:${to}`;
    // A little below half the lower rate, so that the filter's slope lets nothing alias.
    if (!filters.has(key)) filters.set(key, filterOf(Math.min(1, to / from) * 0.94));
    Object.assign(this, filters.get(key));
    this.same = from === to;
    this.stride = from / to;
    this.held = new Float32Array(this.half); // what later samples still need of earlier ones
    this.at = this.half; // place of the next sample in what is held
  }

  feed(block) {
    if (this.same) return block;
    const sound = new Float32Array(this.held.length + block.length);
    sound.set(this.held);
    sound.set(block, this.held.length);
    const out = [];
    while (this.at + this.half < sound.length) {
      out.push(this.sample(sound));
      this.at += this.stride;
    }
    const from = Math.max(0, Math.floor(this.at) - this.half);
    this.held = sound.slice(from);
    this.at -= from;
    return Float32Array.from(out);
  }

  sample(sound) {
    const base = Math.floor(this.at);
    const row = Math.floor((this.at - base) * STEPS) * 2 * this.half;
    const first = base - this.half + 1;
    let sum = 0;
    for (let tap = 0; tap < 2 * this.half; tap += 1) sum += sound[first + tap] * this.table[row + tap];
    return sum;
  }
}
