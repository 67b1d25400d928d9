// The live call: draws the captions, keeps the clock, sends turns, and survives a lost connection.

const WORDS_A_MINUTE = 160; // what a typed word costs on the call's clock
const THINKING_SHARE = 0.25; // or a quarter of the time spent thinking and typing, if that is more
const ANNOUNCE_AT = [60, 30, 10, 0]; // seconds left that a screen reader is told of
const RETRY_MS = [400, 800, 1500, 3000];

const wait = (ms) => new Promise((done) => setTimeout(done, ms));
const wordsIn = (text) => (text.match(/[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu) || []).length;
const clockFace = (seconds) =>
  `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

function make(tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

// Where the time before a spoken reply went, for whom it interests.
function waterfall(turn) {
  const details = make("details", "ms");
  details.setAttribute("aria-live", "off");
  details.append(make("summary", "", `${turn.ms} ms`));
  const list = make("dl");
  for (const [step, ms] of turn.waterfall) {
    list.append(make("dt", "", step), make("dd", "", `${ms} ms`));
  }
  details.append(list);
  return details;
}

class Refused extends Error {
  constructor(status, body) {
    super(body.message || "That did not work.");
    this.status = status;
    this.body = body;
  }
}

class Room {
  constructor(root) {
    this.root = root;
    this.id = root.dataset.call;
    this.channel = root.dataset.channel;
    this.limit = Number(root.dataset.limit);
    this.part = (name) => root.querySelector(`[data-part="${name}"]`);
    this.log = this.part("log");
    this.box = this.part("box");
    this.state = null;
    this.sending = false;
    this.line = null; // while the call is spoken: takes what is typed, keeps what is being said
    root.room = this;
    this.announced = new Set();
    this.draftKey = `draft:${this.id}`;
    this.listen();
    this.start();
  }

  listen() {
    this.box.addEventListener("keydown", (event) => this.key(event));
    this.box.addEventListener("input", () => this.typed());
    this.part("send").addEventListener("click", () => this.send());
    this.part("silence")?.addEventListener("click", () => this.send(""));
    for (const act of ["hang-up", "stop"]) {
      const dialog = this.part(`${act}-dialog`);
      this.part(act).addEventListener("click", () => dialog.showModal());
      dialog.addEventListener("close", () => {
        if (dialog.returnValue === "yes") this.leave(act);
        dialog.returnValue = "";
      });
    }
    const hide = this.part("hide-clock");
    hide.checked = localStorage.getItem("hide-clock") === "yes";
    hide.addEventListener("change", () => {
      localStorage.setItem("hide-clock", hide.checked ? "yes" : "no");
      this.tick();
    });
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden && !this.sending) this.refresh();
    });
    setInterval(() => this.tick(), 500);
  }

  async start() {
    this.box.value = sessionStorage.getItem(this.draftKey) || "";
    await this.refresh();
    if (this.state && !this.state.ended) this.box.focus();
  }

  // ---- talking to the server

  async ask(path, body) {
    const options = body === undefined ? {} : {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    };
    const answer = await fetch(`/api/calls/${encodeURIComponent(this.id)}${path}`, options);
    if (!answer.ok) throw new Refused(answer.status, await answer.json().catch(() => ({})));
    return answer;
  }

  // The state as the server has it; keeps trying while the connection is down.
  async refresh() {
    for (let attempt = 0; ; attempt += 1) {
      try {
        this.draw(await (await this.ask("")).json());
        if (attempt > 0) this.say("");
        if (!this.state.busy) return;
        attempt = -1;
        await wait(350);
      } catch (trouble) {
        if (trouble instanceof Refused && trouble.status < 500) {
          this.say(trouble.message, "care");
          return;
        }
        this.say("The connection is lost. Trying again; your words are safe.", "care");
        await wait(RETRY_MS[Math.min(attempt, RETRY_MS.length - 1)]);
      }
    }
  }

  async send(words) {
    if (this.sending || !this.state || this.state.ended) return;
    const silent = words === "";
    const text = (words ?? this.box.value).trim();
    if (!silent && !text) {
      this.say("Write something first, or choose “Say nothing”.");
      return;
    }
    if (text.length > this.limit) {
      this.say(`That is ${text.length.toLocaleString()} characters. Keep it under ${this.limit.toLocaleString()}.`, "care");
      return;
    }
    if (this.line) {
      this.line.type(text);
      this.clearBox();
      return;
    }
    this.busy(true);
    const after = this.state.last;
    const waiting = this.drawTurn({ id: "", who: "you", name: "You", text, silent: !text });
    waiting.classList.add("waiting");
    waiting.dataset.words = text;
    if (!silent) this.clearBox();
    try {
      await this.readReply(await this.ask("/turns", { text, after }));
    } catch (trouble) {
      await this.recover(trouble, text, after, waiting);
    }
    waiting.classList.remove("waiting");
    this.busy(false);
    if (!this.state.ended) this.box.focus();
  }

  async readReply(answer) {
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    let whole = false;
    for (;;) {
      const { value, done } = await reader.read();
      if (done) break;
      const lines = (rest + value).split("\n");
      rest = lines.pop();
      for (const line of lines) whole = this.hear(JSON.parse(line)) || whole;
    }
    if (!whole) throw new Error("the reply broke off");
  }

  hear(piece) {
    if (piece.kind === "sentence") this.addSentence(piece);
    if (piece.kind === "notice") this.say(piece.text);
    if (piece.kind === "trouble") this.say(piece.text, "care");
    if (piece.kind === "state") this.draw(piece.state);
    return piece.kind === "state";
  }

  async recover(trouble, text, after, waiting) {
    const refused = trouble instanceof Refused && trouble.status < 500;
    if (!refused) await this.refresh();
    else if (trouble.body.state) this.draw(trouble.body.state);
    const turns = this.state.turns;
    const from = turns.findIndex((turn) => turn.id === after) + 1;
    const arrived = turns.slice(from).some((turn) => turn.who === "you" && turn.text === text);
    if (arrived && !refused) return;
    if (!waiting.dataset.turn) waiting.remove();
    if (text && !this.box.value) this.box.value = text;
    this.typed();
    this.say(refused ? trouble.message : "Your last words didn’t get through. They are back in the box.", "care");
  }

  async leave(act) {
    if (this.sending) return;
    this.busy(true);
    try {
      this.draw(await (await this.ask(`/${act}`, {})).json());
    } catch (trouble) {
      if (trouble instanceof Refused) this.say(trouble.message, "care");
      await this.refresh();
    }
    this.busy(false);
  }

  // ---- drawing

  draw(state) {
    const first = this.state === null;
    this.state = state;
    this.stateAt = performance.now();
    for (const turn of state.turns) this.settle(turn);
    this.part("them").textContent = state.speaker.name;
    this.part("role").textContent = state.speaker.role;
    this.part("face").textContent = state.speaker.initials;
    const cue = this.part("cue");
    if (cue && cue.textContent !== (state.cue || "")) cue.textContent = state.cue || "";
    if (state.ended) this.drawEnding(state, first);
    this.tick();
    this.follow(first);
    this.root.dispatchEvent(new CustomEvent("state", { detail: state }));
  }

  find(turn) {
    return this.log.querySelector(`[data-turn="${CSS.escape(turn)}"]`);
  }

  // Put a turn where it belongs without touching what a screen reader has already read.
  settle(turn) {
    if (this.line?.holds(turn)) return;
    const known = this.find(turn.id);
    if (known) {
      this.finish(known, turn);
      return;
    }
    const waiting = this.log.querySelector(".turn.waiting[data-turn='']");
    if (waiting && turn.who === "you" && waiting.dataset.words === turn.text) {
      waiting.dataset.turn = turn.id;
      waiting.classList.remove("waiting");
      this.finish(waiting, turn);
    } else {
      this.drawTurn(turn);
    }
  }

  finish(node, turn) {
    const text = node.querySelector(".text");
    if (!turn.silent && text.textContent !== turn.text) text.textContent = turn.text;
    if (!turn.ms || node.querySelector(".ms")) return;
    if (turn.waterfall.length) {
      node.append(waterfall(turn));
      return;
    }
    const small = make("span", "ms", `${turn.ms} ms`);
    small.setAttribute("aria-hidden", "true");
    node.querySelector(".speaker").append(small);
  }

  drawTurn(turn) {
    const node = make("div", `turn ${turn.who}`);
    node.dataset.turn = turn.id;
    if (turn.who !== "stage") node.append(make("span", "speaker", turn.name));
    const text = make("p", "text", turn.silent ? "" : turn.text);
    if (turn.silent) text.append(make("span", "silence", turn.who === "you" ? "(you say nothing)" : "(silence)"));
    node.append(text);
    this.log.append(node);
    if (turn.who !== "stage") this.finish(node, turn);
    this.follow(true);
    return node;
  }

  addSentence(piece) {
    let node = this.find(piece.turn);
    if (!piece.text) return;
    if (!node) {
      node = this.drawTurn({ id: piece.turn, who: "them", name: piece.name, text: piece.text });
    } else {
      const text = node.querySelector(".text");
      text.append(make("span", "", `${text.textContent ? " " : ""}${piece.text}`));
    }
    this.follow();
  }

  drawEnding(state, first) {
    const ending = this.part("ending");
    this.part("composer").hidden = true;
    ending.hidden = false;
    ending.dataset.how = state.outcome.how;
    this.part("ending-title").textContent = state.outcome.title;
    this.part("ending-text").textContent = state.outcome.text;
    sessionStorage.removeItem(this.draftKey);
    if (!first) ending.focus();
  }

  follow(always) {
    const far = this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight;
    if (always || far < 160) this.log.scrollTop = this.log.scrollHeight;
  }

  say(text, tone) {
    const hint = this.part("hint");
    hint.textContent = text;
    hint.dataset.tone = tone || "";
  }

  busy(on) {
    this.sending = on;
    for (const name of ["send", "silence", "hang-up", "stop"]) {
      this.part(name)?.toggleAttribute("disabled", on);
    }
    if (on) this.say("");
  }

  clearBox() {
    this.box.value = "";
    sessionStorage.removeItem(this.draftKey);
  }

  typed() {
    sessionStorage.setItem(this.draftKey, this.box.value);
    this.lastKey = performance.now();
    this.tick();
  }

  key(event) {
    if (event.key !== "Enter" || event.isComposing || event.shiftKey) return;
    if (this.channel === "email" && !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    this.send();
  }

  // ---- the clock

  // As the server will charge it: the words' own length, or a quarter of the time since her reply;
  // in a spoken call, time itself.
  secondsLeft() {
    const since = (performance.now() - this.stateAt) / 1000;
    if (this.line) return Math.max(0, this.state.seconds_left - since);
    const thinking = since * THINKING_SHARE;
    const spoken = (wordsIn(this.box.value) * 60) / WORDS_A_MINUTE;
    return Math.max(0, this.state.seconds_left - Math.max(spoken, thinking));
  }

  tick() {
    if (!this.state) return;
    const clock = this.part("clock");
    clock.hidden = this.state.ended;
    if (this.state.ended) return;
    const left = this.secondsLeft();
    const time = this.part("time");
    time.textContent = clockFace(left);
    time.toggleAttribute("data-low", left < this.state.budget_s / 4);
    const typing = performance.now() - (this.lastKey ?? -1e9) < 4000;
    clock.toggleAttribute("data-hidden", this.part("hide-clock").checked && typing);
    if (!this.sending) this.announce(left);
  }

  announce(left) {
    const due = ANNOUNCE_AT.filter((mark) => left <= mark && mark < this.state.budget_s);
    const mark = Math.min(...due);
    if (due.length && !this.announced.has(mark)) {
      due.forEach((passed) => this.announced.add(passed));
      this.part("clock-voice").textContent =
        mark === 0 ? "The time is up. Your next words will be the last." : `${mark} seconds left.`;
    }
  }
}

window.house.when("[data-call]", (root) => new Room(root));
