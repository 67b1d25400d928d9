// Captions of a spoken call: hers word by word as she says them, the trainee's as they are heard.

export class Captions {
  constructor(room, partial) {
    this.room = room;
    this.partial = partial; // where the trainee's words stand while the turn isn't over
    const shown = [...room.log.querySelectorAll("[data-turn]")];
    this.unheard = shown.some((node) => node.matches(".you")) ? [] : shown.filter((node) => node.matches(".them"));
    for (const node of this.unheard) node.hidden = true; // her first words: shown as she says them
    this.known = new Set(shown.filter((node) => !node.hidden).map((node) => node.dataset.turn));
    this.finished = new Set();
    this.words = []; // of the piece that sounds now: { node, from }
    this.pieces = new Map(); // number to the words' times
  }

  // Whether a turn is still being said: then its words belong to the captions, not to the state.
  holds(turn) {
    const hers = turn.who !== "you" && turn.who !== "stage";
    return hers && !this.known.has(turn.id) && !this.finished.has(turn.id);
  }

  show({ who, turn_id: turn, name, text, final }) {
    if (who === "you") this.showMine(text, final);
    else this.showHers(turn, name, text, final);
  }

  showMine(text, final) {
    this.partial.textContent = final ? "" : text;
    if (final) this.addMine(text);
  }

  // The trainee's turn, until the state brings its number; one that was taken back is replaced.
  addMine(text) {
    let node = this.room.log.lastElementChild;
    if (node?.matches(".turn.waiting[data-turn='']")) node.querySelector(".text").textContent = text;
    else node = this.room.drawTurn({ id: "", who: "you", name: "You", text, silent: !text });
    node.classList.add("waiting");
    node.dataset.words = text;
  }

  showHers(turn, name, text, final) {
    if (final) this.finished.add(turn);
    if (this.known.has(turn)) return; // it was on the page before it was spoken
    let node = this.room.find(turn);
    if (!node && !text) return;
    if (node?.hidden) {
      node.hidden = false;
      node.querySelector(".text").textContent = "";
    }
    node ??= this.room.drawTurn({ id: turn, who: "them", name, text: "" });
    const place = node.querySelector(".text");
    const shown = place.textContent;
    if (final && shown !== text) place.textContent = text;
    else if (text.startsWith(shown)) this.append(place, text.slice(shown.length));
    this.room.follow();
  }

  append(place, text) {
    const sentence = document.createElement("span");
    for (const part of text.match(/\s*\S+/g) || []) {
      const word = document.createElement("span");
      word.textContent = part;
      word.className = "unsaid";
      sentence.append(word);
    }
    place.append(sentence);
    this.words = [...sentence.children];
  }

  piece({ piece, words }) {
    this.pieces.set(piece, words.map(([, from]) => from));
    this.pieces.delete(piece - 16);
  }

  // Her words up to here have been said.
  played({ number, sounded, done }) {
    const starts = this.pieces.get(number);
    if (!starts || starts.length !== this.words.length) return;
    this.words.forEach((word, at) => word.classList.toggle("unsaid", !done && starts[at] > sounded));
  }

  // First words that were heard before this line was open are not said again.
  unveil() {
    for (const node of this.unheard.filter((each) => each.hidden)) {
      node.hidden = false;
      this.known.add(node.dataset.turn);
    }
  }

  // What was never taken as a turn goes again.
  tidy() {
    for (const node of this.room.log.querySelectorAll(".turn.waiting[data-turn='']")) {
      if (!node.dataset.typed) node.remove();
    }
  }

  close() {
    this.partial.textContent = "";
    this.unveil();
    this.tidy();
    for (const word of this.room.log.querySelectorAll(".unsaid")) word.classList.remove("unsaid");
  }
}
