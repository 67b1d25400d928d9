// The socket of a voice call: numbers every frame, keeps the last ten seconds, and comes back.

const KEPT = 500; // frames that are sent again after a lost connection: the server waits as long
const AWAY_MS = 10000;
const QUIET_MS = 3000; // without a sign from the server for so long, the connection is dead
const RETRY_MS = [150, 400, 800, 1200];
const PIECES = 32;

export class Wire {
  // `told`: { message(message), sound(number, pcm), lost(), back(), closed(text) }
  constructor(call, greeting, told) {
    this.address = `${location.origin.replace(/^http/, "ws")}/api/calls/${encodeURIComponent(call)}/voice`;
    this.greeting = greeting;
    this.told = told;
    this.tab = crypto.randomUUID?.() || `tab-${Date.now()}-${Math.floor(Math.random() * 1e9)}`;
    this.kept = new Map();
    this.next = 0;
    this.pieces = new Map();
    this.typed = [];
    this.count = 0;
    this.ready = false;
    this.done = false;
    this.tries = 0;
    this.watch = setInterval(() => this.look(), 500);
    this.connect();
  }

  connect() {
    const socket = new WebSocket(this.address);
    socket.binaryType = "arraybuffer";
    this.socket = socket;
    this.heardAt = performance.now();
    socket.onopen = () => socket.send(JSON.stringify(this.hello()));
    socket.onmessage = ({ data }) => this.hear(socket, data);
    socket.onclose = () => this.drop(socket);
  }

  hello() {
    return { kind: "hello", tab: this.tab, captured: this.next, pieces: [...this.pieces.values()], ...this.greeting };
  }

  // ---- up

  frame(number, pcm) {
    const bytes = new Uint8Array(4 + pcm.byteLength);
    new DataView(bytes.buffer).setUint32(0, number, true);
    bytes.set(new Uint8Array(pcm.buffer), 4);
    this.kept.set(number, bytes);
    this.kept.delete(number - KEPT);
    this.next = number + 1;
    if (this.ready) this.socket.send(bytes);
  }

  played({ number, received, begun, sounded, done }) {
    const told = { kind: "played", piece: number, received, begun, sounded, done };
    this.pieces.set(number, told);
    if (this.pieces.size > PIECES) this.pieces.delete(this.pieces.keys().next().value);
    this.send(told);
  }

  type(text) {
    this.count += 1;
    this.typed.push({ kind: "typed", number: this.count, text });
    this.send(this.typed.at(-1));
  }

  key(down) {
    this.send({ kind: "key", down });
  }

  handsFree(on) {
    this.greeting = { ...this.greeting, hands_free: on };
    this.send({ kind: "hands_free", on });
  }

  leave() {
    if (this.ready) this.send({ kind: "leave" });
    else this.end("");
  }

  send(message) {
    if (this.ready) this.socket.send(JSON.stringify(message));
  }

  // ---- down

  hear(socket, data) {
    if (socket !== this.socket) return;
    this.heardAt = performance.now();
    if (typeof data !== "string") {
      this.told.sound(new DataView(data).getUint32(0, true), new Int16Array(data.slice(4)));
      return;
    }
    const message = JSON.parse(data);
    if (message.kind === "ready") this.goOn(message);
    else if (message.kind === "got") this.typed = this.typed.filter((one) => one.number > message.typed);
    else if (["refused", "moved", "over"].includes(message.kind)) this.end(message.text, message);
    else if (message.kind !== "heard") this.told.message(message);
  }

  goOn({ next, typed }) {
    this.ready = true;
    this.greeting = { ...this.greeting, take: false }; // coming back must not take it from another tab
    this.tries = 0;
    this.lostAt = null;
    for (let number = next; number < this.next; number += 1) {
      if (this.kept.has(number)) this.socket.send(this.kept.get(number));
    }
    this.typed = this.typed.filter((one) => one.number > typed);
    for (const one of this.typed) this.send(one);
    this.told.back();
  }

  // ---- lost and found

  look() {
    if (this.ready && performance.now() - this.heardAt > QUIET_MS) {
      this.socket.close();
      this.drop(this.socket);
    }
    if (this.lostAt && performance.now() - this.lostAt > AWAY_MS) this.end(null);
  }

  drop(socket) {
    if (socket !== this.socket || this.done) return;
    if (this.ready) this.told.lost();
    this.ready = false;
    this.lostAt ??= performance.now();
    this.socket = null;
    setTimeout(() => this.done || this.connect(), RETRY_MS[Math.min(this.tries, RETRY_MS.length - 1)]);
    this.tries += 1;
  }

  // `text`: how to go on; nothing if it needs no word, null if the connection is gone for good.
  end(text, message = {}) {
    if (this.done) return;
    this.done = true;
    this.ready = false;
    clearInterval(this.watch);
    this.socket?.close();
    this.told.closed(text, message);
  }
}
