// Debrief: the transcript follows the recording, word by word, and each turn can be played.

window.house.when("[data-player]", (player) => {
  const marks = typeof Highlight === "undefined" ? null : new Highlight();
  if (marks) CSS.highlights.set("sounding", marks);
  const words = [];
  for (const text of document.querySelectorAll("[data-words]")) {
    for (const [start, end, from, until] of JSON.parse(text.dataset.words)) {
      words.push({ text, start, end, from, until });
    }
  }
  let shown = new Set();

  // A quote that was jumped to is an element of its own inside the text: walk its text nodes.
  function rangeOf({ text, start, end }) {
    const range = document.createRange();
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    let before = 0;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const length = node.data.length;
      if (start >= before && start < before + length) range.setStart(node, start - before);
      if (end > before && end <= before + length) {
        range.setEnd(node, end - before);
        return range;
      }
      before += length;
    }
    return null;
  }

  function follow() {
    const now = player.currentTime;
    const sounding = words.filter((word) => word.from <= now && now < word.until);
    const turns = new Set(sounding.map((word) => word.text.closest(".turn")));
    for (const turn of shown) if (!turns.has(turn)) turn.classList.remove("sounding");
    for (const turn of turns) {
      if (!shown.has(turn)) turn.scrollIntoView({ block: "nearest" });
      turn.classList.add("sounding");
    }
    shown = turns;
    if (!marks) return;
    marks.clear();
    for (const range of sounding.map(rangeOf)) if (range) marks.add(range);
  }

  function tick() {
    follow();
    if (!player.paused && player.isConnected) requestAnimationFrame(tick);
  }
  player.addEventListener("play", tick);
  player.addEventListener("seeked", follow);
  player.addEventListener("ended", follow);
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-play]");
  const player = document.querySelector("[data-player]");
  if (!button || !player) return;
  player.currentTime = Number(button.dataset.play);
  player.play();
});
