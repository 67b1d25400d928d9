// Before a call is spoken: the phone rings, the voice is made ready, and consent is asked.

import { ring } from "./ring.js";
import { offerMicrophones } from "./sound.js";

async function post(path) {
  const options = { method: "POST", headers: { "Content-Type": "application/json" }, body: "{}" };
  return fetch(path, options);
}

export class Lobby {
  // `pickUp(choice)` is called with what was chosen, within the gesture.
  constructor(part, pickUp) {
    this.part = part;
    this.dialog = part("lobby");
    this.form = this.dialog.querySelector("form");
    this.pickUp = pickUp;
    this.isReady = false;
    this.form.addEventListener("change", () => this.look());
    this.form.addEventListener("submit", (event) => this.submit(event));
    this.dialog.addEventListener("close", () => this.hush());
    part("fetch").addEventListener("click", () => this.fetch());
  }

  // `elsewhere`: another tab speaks this call now.
  async open(elsewhere) {
    this.part("elsewhere").hidden = !elsewhere;
    for (const answer of this.form.querySelectorAll("[name=record]")) answer.checked = false;
    this.dialog.showModal();
    this.look();
    await offerMicrophones(this.part("microphone"), localStorage.getItem("microphone"));
    await this.makeReady();
  }

  hush() {
    this.silence?.();
    this.silence = null;
  }

  async makeReady() {
    this.say("One moment: the voice is being made ready.");
    try {
      const { ready, text, fetch_mb: size } = await (await post("/api/voice/ready")).json();
      this.isReady = ready;
      this.say(text);
      this.part("fetch").hidden = !size;
      this.part("fetch").textContent = `Fetch the voice (${size} MB)`;
    } catch {
      this.say("The connection is lost. Close this and try again.");
    }
    if (this.isReady && this.dialog.open && !this.silence) this.silence = ring();
    this.look();
  }

  async fetch() {
    this.part("fetch").disabled = true;
    try {
      await this.follow(await post("/api/voice/weights"));
    } catch {
      this.say("The connection is lost. What came is kept; try again.");
    }
    this.part("progress").hidden = true;
    this.part("fetch").disabled = false;
  }

  async follow(answer) {
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    for (let step = await reader.read(); !step.done; step = await reader.read()) {
      const lines = (rest + step.value).split("\n");
      rest = lines.pop();
      for (const line of lines) await this.fetched(JSON.parse(line));
    }
  }

  async fetched({ done, total, text, ok }) {
    const bar = this.part("progress");
    if (text === undefined) {
      bar.hidden = false;
      bar.max = total;
      bar.value = done;
    } else {
      this.say(text);
      if (ok) await this.makeReady();
    }
  }

  say(text) {
    this.part("lobby-hint").textContent = text;
  }

  look() {
    this.part("pick-up").disabled = !this.isReady || !this.form.elements.record.value;
  }

  submit(event) {
    if (event.submitter?.value !== "pick-up") return;
    const { record, turns, clean } = this.form.elements;
    const device = this.part("microphone").value;
    localStorage.setItem("microphone", device);
    this.pickUp({ record: record.value === "yes", handsFree: turns.value === "pause", clean: clean.checked, device });
  }
}
