// Microphone and loudspeaker of a voice call in one processor: one clock counts what is captured
// and tells where on it her speech sounds.

import { Resampler } from "./resampler.js";

const RATE = 16000;
const FRAME = 320; // samples of 20 ms
const MURMUR = 0.2; // gain of her voice while she is talked over
const RAMP_S = 0.02; // any change of gain takes this long: no clicks
const TOLD_S = 0.1; // how often it is told how far a piece has come

class Line extends AudioWorkletProcessor {
  constructor() {
    super();
    this.resampler = new Resampler(sampleRate, RATE);
    this.frame = new Int16Array(FRAME);
    this.filled = 0;
    this.frames = 0;
    this.peak = 0;
    this.open = true;
    this.pieces = [];
    this.gain = 1;
    this.wanted = 1;
    this.fading = new Float32Array(0);
    this.told = 0;
    this.port.onmessage = ({ data }) => this[data.act](data);
  }

  process([input], [output]) {
    this.capture(input[0] || new Float32Array(output[0].length));
    this.play(output[0]);
    return true;
  }

  // ---- the microphone

  capture(block) {
    for (const sample of this.resampler.feed(block)) {
      const heard = this.open ? Math.max(-1, Math.min(1, sample)) : 0;
      this.peak = Math.max(this.peak, Math.abs(heard));
      this.frame[this.filled] = Math.round(heard * 32767);
      this.filled += 1;
      if (this.filled === FRAME) this.sendFrame();
    }
  }

  sendFrame() {
    const pcm = this.frame;
    this.port.postMessage({ what: "frame", number: this.frames, pcm, peak: this.peak }, [pcm.buffer]);
    this.frame = new Int16Array(FRAME);
    this.filled = 0;
    this.frames += 1;
    this.peak = 0;
  }

  listen({ open }) {
    this.open = open;
  }

  // ---- the loudspeaker

  piece({ number, rate, samples }) {
    const resampler = new Resampler(rate, sampleRate);
    this.pieces.push({ number, rate, samples, resampler, blocks: [], received: 0, played: 0, begun: null });
  }

  sound({ number, pcm }) {
    const piece = this.pieces.find((one) => one.number === number);
    if (!piece) return;
    const block = Float32Array.from(pcm, (value) => value / 32768);
    piece.received += block.length;
    piece.blocks.push(piece.resampler.feed(block));
    // The filter still holds the end: silence pushes it out.
    if (piece.received >= piece.samples) piece.blocks.push(piece.resampler.feed(new Float32Array(64)));
  }

  duck({ on }) {
    this.wanted = on ? MURMUR : 1;
  }

  stop() {
    const wanted = Math.round(RAMP_S * sampleRate);
    const tail = new Float32Array(wanted);
    if (this.pieces.length) this.take(this.pieces[0], tail, 0);
    this.fading = tail.map((sample, at) => sample * this.gain * (1 - at / wanted));
    for (const piece of this.pieces) this.tell(piece, true);
    this.pieces = [];
    this.wanted = 1;
  }

  play(out) {
    let at = 0;
    while (at < out.length && this.pieces.length) {
      const piece = this.pieces[0];
      if (piece.begun === null && piece.blocks.length) {
        piece.begun = this.frames * FRAME + this.filled;
        this.tell(piece, false);
      }
      at += this.take(piece, out, at);
      if (at === out.length) break;
      if (piece.received < piece.samples) break; // the rest is still on its way
      this.pieces.shift();
      piece.played = (piece.samples / piece.rate) * sampleRate;
      this.tell(piece, true);
    }
    this.shape(out);
    if (this.pieces.length && currentTime - this.told > TOLD_S) this.tell(this.pieces[0], false);
  }

  // Move samples of a piece into `out` from `at` on; gives how many there were.
  take(piece, out, at) {
    let moved = 0;
    while (piece.blocks.length && at + moved < out.length) {
      const block = piece.blocks[0].subarray(0, out.length - at - moved);
      out.set(block, at + moved);
      moved += block.length;
      if (block.length === piece.blocks[0].length) piece.blocks.shift();
      else piece.blocks[0] = piece.blocks[0].subarray(block.length);
    }
    piece.played += moved;
    return moved;
  }

  shape(out) {
    const most = 1 / (RAMP_S * sampleRate);
    for (let at = 0; at < out.length; at += 1) {
      this.gain += Math.max(-most, Math.min(most, this.wanted - this.gain));
      out[at] *= this.gain;
    }
    const over = Math.min(out.length, this.fading.length);
    for (let at = 0; at < over; at += 1) out[at] += this.fading[at];
    this.fading = this.fading.subarray(over);
  }

  tell(piece, done) {
    this.told = currentTime;
    const sounded = Math.min(piece.played / sampleRate, piece.samples / piece.rate);
    const { number, received, begun } = piece;
    this.port.postMessage({ what: "played", number, received, begun, sounded, done });
  }
}

registerProcessor("line", Line);
