// Small helps for every page: titles, the filter of the cards, jumping from a quote to its turn.

window.house = (() => {
  const watched = [];

  // Run `act` once for each element that matches, now or whenever it appears.
  function when(selector, act) {
    watched.push([selector, act, new WeakSet()]);
    look();
  }

  function look() {
    for (const [selector, act, seen] of watched) {
      for (const node of document.querySelectorAll(selector)) {
        if (!seen.has(node)) {
          seen.add(node);
          act(node);
        }
      }
    }
  }

  new MutationObserver(look).observe(document.documentElement, { childList: true, subtree: true });
  return { when };
})();

window.house.when("[data-title]", (page) => {
  document.title = page.dataset.title;
});

// Home: show the cards of one channel or kind.
window.house.when("[data-filters]", (form) => {
  const cards = [...document.querySelectorAll("[data-card]")];
  const count = document.querySelector("[data-count]");
  form.addEventListener("change", () => {
    const chosen = new FormData(form);
    let shown = 0;
    for (const card of cards) {
      const fits = ["channel", "kind"].every(
        (what) => !chosen.get(what) || chosen.get(what) === card.dataset[what],
      );
      card.hidden = !fits;
      shown += fits ? 1 : 0;
    }
    count.textContent = shown === 1 ? "1 rehearsal" : `${shown} rehearsals`;
  });
});

// Debrief: the answer to "how do you feel?" stays on this page.
window.house.when("[data-feelings]", (form) => {
  form.addEventListener("change", (event) => {
    for (const answer of form.querySelectorAll("[data-answer]")) {
      answer.hidden = answer.dataset.answer !== event.target.value;
    }
  });
});

// Debrief: a quote jumps to its turn, and the turn knows the way back.
let lastMark = null;

function unmark() {
  if (!lastMark) return;
  const text = lastMark.parentNode;
  lastMark.replaceWith(...lastMark.childNodes);
  text.normalize();
  lastMark = null;
}

function mark(turn, quote) {
  unmark();
  const text = turn.querySelector(".text");
  const start = quote ? text.textContent.indexOf(quote) : -1;
  if (start < 0) return;
  text.normalize();
  const range = document.createRange();
  range.setStart(text.firstChild, start);
  range.setEnd(text.firstChild, start + quote.length);
  lastMark = document.createElement("mark");
  range.surroundContents(lastMark);
}

document.addEventListener("click", (event) => {
  const quote = event.target.closest("[data-jump]");
  if (quote) {
    const turn = document.getElementById(`turn-${quote.dataset.jump}`);
    if (!turn) return;
    mark(turn, quote.dataset.quote);
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    turn.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
    turn.focus({ preventScroll: true });
    window.house.cameFrom = quote;
    document.querySelector("[data-back]")?.removeAttribute("hidden");
  }
  if (event.target.closest("[data-back]") && window.house.cameFrom) {
    window.house.cameFrom.scrollIntoView({ block: "center" });
    window.house.cameFrom.focus({ preventScroll: true });
  }
  if (event.target.closest("[data-skip]")) {
    event.preventDefault();
    document.querySelector("[data-start-here]")?.focus();
  }
});

// A form, or a button, that tells the server something in one go: what came of it is said below.
async function send(address, order, told) {
  told.textContent = "One moment.";
  try {
    const answer = await fetch(address, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(order),
    });
    const body = await answer.json();
    told.textContent = body.message || "That could not be read. Check each field.";
    if (answer.ok && body.go) location.assign(body.go);
  } catch {
    told.textContent = "The connection is lost. Nothing was sent; try again.";
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-send]");
  if (!form) return;
  event.preventDefault();
  const order = Object.fromEntries(new FormData(form));
  if ("card" in order) order.card = Number(order.card);
  send(form.dataset.send, order, form.querySelector("[data-told]"));
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-order]");
  if (!button) return;
  const told = button.closest(".sheet").querySelector("[data-told]");
  send(button.dataset.order, { turn: button.dataset.turn }, told);
});

// A rehearsal that was begun: go there.
window.house.when("[data-go]", (note) => setTimeout(() => location.assign(note.dataset.go), 30));

// Debrief: a point of the trace jumps to the turn that moved it.
window.house.when(".js-plotly-plot", (plot) => {
  plot.on?.("plotly_click", (event) => {
    const turn = document.getElementById(`turn-${event.points[0].customdata}`);
    turn?.scrollIntoView({ block: "center" });
    turn?.focus({ preventScroll: true });
  });
});

// The call: notes are open where there is room beside the talk.
window.house.when("[data-notes]", (notes) => {
  notes.open = matchMedia("(min-width: 861px)").matches;
});
