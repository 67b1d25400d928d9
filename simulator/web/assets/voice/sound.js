// The microphone and the loudspeaker of this page, as one line with one clock.

const RATE = 16000;

// What went wrong with a microphone, in one line that says what to do.
export function troubleWith(error) {
  if (!window.isSecureContext) return "This page may not use a microphone here. Open it on this machine, or over https; until then, go on in writing.";
  if (error.name === "NotAllowedError") return "The microphone was refused. Go on in writing, or allow it beside the page’s address and press “Speak” again.";
  if (error.name === "NotFoundError" || error.name === "OverconstrainedError") return "There is no microphone. Plug one in and press “Speak” again, or go on in writing.";
  if (error.name === "NotReadableError") return "Another program holds the microphone. Close it and press “Speak” again, or go on in writing.";
  return "The microphone can’t be used here. Go on in writing.";
}

export class Sound {
  // Ask for the microphone; throws what the browser throws.
  static async open(wishes, told) {
    const sound = new Sound(told);
    try {
      await sound.listen(wishes);
      await sound.start();
    } catch (error) {
      sound.close();
      throw error;
    }
    return sound;
  }

  constructor(told) {
    this.told = told; // { frame, played, gone }
    this.context = new AudioContext({ latencyHint: "interactive" });
  }

  async start() {
    await this.context.audioWorklet.addModule("/house/voice/line-worklet.js");
    this.node = new AudioWorkletNode(this.context, "line", {
      numberOfInputs: 1, numberOfOutputs: 1, outputChannelCount: [1], channelCount: 1, channelCountMode: "explicit",
    });
    this.node.port.onmessage = ({ data }) => this.hear(data);
    this.node.connect(this.context.destination);
    this.source.connect(this.node);
    this.context.addEventListener("statechange", () => {
      if (!this.closed && this.context.state !== "running") this.context.resume().catch(() => {});
    });
    await this.context.resume();
  }

  async listen({ device, clean }) {
    const audio = { channelCount: 1, echoCancellation: clean, noiseSuppression: clean, autoGainControl: clean };
    if (device) audio.deviceId = { exact: device };
    const stream = await navigator.mediaDevices.getUserMedia({ audio });
    this.release();
    this.stream = stream;
    const [track] = stream.getAudioTracks();
    track.addEventListener("ended", () => {
      if (this.stream === stream && !this.closed) this.told.gone();
    });
    this.source = this.context.createMediaStreamSource(stream);
    if (this.node) this.source.connect(this.node);
  }

  hear(data) {
    if (data.what === "frame") this.told.frame(data);
    else this.told.played({ ...data, begun: this.onClock(data.begun) });
  }

  // Where a sample that was handed out now is heard: it still goes through the device.
  onClock(begun) {
    const late = Math.min(0.5, this.context.outputLatency || this.context.baseLatency || 0);
    return begun === null ? null : Math.round(begun + late * RATE);
  }

  do(act, more = {}, moved = []) {
    this.node?.port.postMessage({ act, ...more }, moved);
  }

  get device() {
    return this.stream?.getAudioTracks()[0]?.getSettings().deviceId || "";
  }

  release() {
    this.source?.disconnect();
    for (const track of this.stream?.getTracks() || []) track.stop();
  }

  close() {
    this.closed = true;
    this.release();
    this.node?.disconnect();
    this.context.close().catch(() => {});
  }
}

// Fill a picker with the microphones; their names are only told once one was allowed.
export async function offerMicrophones(select, chosen) {
  const found = (await navigator.mediaDevices?.enumerateDevices?.().catch(() => [])) || [];
  const named = found.filter((one) => one.kind === "audioinput" && one.label && one.deviceId !== "default");
  select.replaceChildren(new Option("The usual one", ""), ...named.map((one) => new Option(one.label, one.deviceId)));
  select.value = named.some((one) => one.deviceId === chosen) ? chosen : "";
}
