// A call that is spoken: picks up, keeps the line, and gives the call back to writing at any time.

import { Captions } from "./captions.js";
import { Lobby } from "./lobby.js";
import { Sound, offerMicrophones, troubleWith } from "./sound.js";
import { Wire } from "./wire.js";

const PHASES = {
  ringing: "It rings",
  listening: "Your turn: speak",
  holding: "Your turn: go on, or pause",
  thinking: "{name} is thinking",
  speaking: "{name} is speaking",
  ended: "The call is over",
};
const TOLD = ["listening", "speaking", "ended"]; // phases that a screen reader is told
const CUT = "The connection is gone, and the voice call was put on hold. Everything said is kept: press “Speak” to go on by voice, or go on in writing.";
const FOLLOW_MS = 1500; // how often a tab looks at a call that another one speaks

class Voice {
  constructor(root) {
    this.root = root;
    this.room = root.room;
    this.part = this.room.part;
    if (!this.part("line")) return; // not on this channel
    this.lobby = new Lobby(this.part, (choice) => this.pickUp(choice));
    this.listen();
  }

  listen() {
    this.part("speak").addEventListener("click", () => this.lobby.open(this.room.state?.spoken));
    this.part("write").addEventListener("click", () => this.leave());
    this.part("mute").addEventListener("click", () => this.mute(!this.muted));
    this.part("hands-free").addEventListener("change", ({ target }) => this.setHandsFree(target.checked));
    this.part("microphones").addEventListener("change", ({ target }) => this.changeMicrophone(target.value));
    this.listenToKey();
    this.root.addEventListener("state", ({ detail }) => this.followState(detail));
    window.addEventListener("pagehide", () => this.wire?.leave());
  }

  // The talk key: a button to hold down, and the space bar wherever it types nothing.
  listenToKey() {
    const button = this.part("talk-key");
    button.addEventListener("pointerdown", (event) => {
      button.setPointerCapture(event.pointerId);
      this.key(true);
    });
    for (const name of ["pointerup", "pointercancel", "blur"]) button.addEventListener(name, () => this.key(false));
    const held = (event) => {
      const free = event.target === button || !event.target.closest("input, textarea, select, button, a, summary");
      return this.line && !this.handsFree && free && (event.code === "Space" || (event.code === "Enter" && event.target === button));
    };
    document.addEventListener("keydown", (event) => {
      if (!held(event)) return;
      event.preventDefault();
      if (!event.repeat) this.key(true);
    });
    document.addEventListener("keyup", (event) => held(event) && this.key(false));
  }

  // ---- picking up and hanging up

  async pickUp(choice) {
    this.choice = choice;
    this.handsFree = choice.handsFree;
    this.room.say("");
    try {
      this.sound = await Sound.open(choice, {
        frame: (frame) => this.captured(frame),
        played: (played) => this.played(played),
        gone: () => this.lose("The microphone is gone. Plug it in and press “Speak” again, or go on in writing."),
      });
    } catch (error) {
      this.sound = null;
      this.room.say(troubleWith(error), "care");
      this.room.box.focus();
      return;
    }
    this.connect();
  }

  connect() {
    this.captions = new Captions(this.room, this.part("partial"));
    this.announced = new Set();
    const take = Boolean(this.room.state?.spoken); // the lobby has said so
    const greeting = { record: this.choice.record, hands_free: this.handsFree, take };
    this.wire = new Wire(this.room.id, greeting, {
      message: (message) => this.hear(message),
      sound: (number, pcm) => this.sound?.do("sound", { number, pcm }, [pcm.buffer]),
      lost: () => this.room.say("The connection is lost. Speak on: your words are kept for ten seconds.", "care"),
      back: () => this.room.say(""),
      closed: (text, message) => this.close(text, message),
    });
    this.line = { type: (text) => this.type(text), holds: (turn) => this.captions.holds(turn) };
    this.room.line = this.line;
    this.showLine(true);
  }

  leave() {
    this.wire?.leave();
  }

  lose(text) {
    this.losing = text;
    this.leave();
  }

  // The call is no longer spoken here.
  close(text, message) {
    this.sound?.close();
    this.sound = null;
    this.wire = null;
    this.line = null;
    this.room.line = null;
    this.captions.close();
    this.showLine(false);
    this.setPhase("");
    this.room.say(this.losing || (text === null ? CUT : text || ""), this.losing || text !== "" ? "care" : "");
    this.losing = null;
    if (message.state) this.room.draw(message.state);
    else this.room.refresh();
    if (!this.room.state?.ended) this.room.box.focus();
  }

  // ---- what comes

  hear(message) {
    if (message.kind === "piece") this.announcePiece(message);
    else if (message.kind === "duck" || message.kind === "stop") this.sound?.do(message.kind, message);
    else if (message.kind === "caption") this.captions.show(message);
    else if (message.kind === "phase") this.setPhase(message.phase);
    else if (message.kind === "notice") this.room.say(message.text);
    else if (message.kind === "state") this.room.draw(message.state);
  }

  announcePiece({ piece, rate, samples, words }) {
    if (this.announced.has(piece)) return; // it goes on after a lost connection
    this.announced.add(piece);
    this.captions.piece({ piece, words });
    this.sound?.do("piece", { number: piece, rate, samples });
  }

  captured({ number, pcm, peak }) {
    this.wire?.frame(number, pcm);
    this.part("level").style.setProperty("--level", Math.min(1, Math.sqrt(peak)).toFixed(2));
  }

  played(played) {
    this.wire?.played(played);
    this.captions.played(played);
  }

  // ---- what the trainee does

  type(text) {
    this.captions.addMine(text);
    this.wire.type(text);
  }

  key(down) {
    if (!this.line || this.handsFree || down === this.keyDown) return;
    this.keyDown = down;
    this.part("talk-key").setAttribute("aria-pressed", down);
    this.letThrough();
    this.wire.key(down);
  }

  mute(on) {
    this.muted = on;
    this.part("mute").setAttribute("aria-pressed", on);
    this.part("mute").textContent = on ? "Microphone is off" : "Mute";
    this.letThrough();
  }

  setHandsFree(on) {
    this.handsFree = on;
    this.keyDown = false;
    this.part("talk-key").hidden = on;
    this.part("hands-free").checked = on;
    this.letThrough();
    this.wire?.handsFree(on);
  }

  letThrough() {
    this.sound?.do("listen", { open: !this.muted && (this.handsFree || this.keyDown) });
  }

  async changeMicrophone(device) {
    try {
      await this.sound.listen({ device, clean: this.choice.clean });
      localStorage.setItem("microphone", device);
    } catch (error) {
      this.room.say(troubleWith(error), "care");
    }
  }

  // ---- what is shown

  setPhase(phase) {
    const name = this.room.state?.speaker.name || "";
    const text = (PHASES[phase] || "").replace("{name}", name);
    this.part("phase").textContent = text;
    this.part("line").dataset.phase = phase;
    if (phase === "listening") this.captions.unveil();
    if (TOLD.includes(phase)) this.part("phase-voice").textContent = text;
  }

  async showLine(on) {
    this.part("line").hidden = !on;
    this.part("speak").hidden = on;
    this.part("silence")?.toggleAttribute("hidden", on);
    if (!on) return;
    this.mute(false);
    this.setHandsFree(this.handsFree);
    await offerMicrophones(this.part("microphones"), this.sound?.device);
    this.room.follow(true);
  }

  // Another tab speaks this call: keep up with it.
  followState(state) {
    if (this.line) this.captions.tidy();
    const elsewhere = state.spoken && !this.line && !state.ended;
    if (elsewhere && !this.following) {
      this.following = setTimeout(() => {
        this.following = null;
        if (!this.line) this.room.refresh();
      }, FOLLOW_MS);
    }
  }
}

window.house.when("[data-call]", (root) => new Voice(root));
