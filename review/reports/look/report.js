"use strict";
// Plays the seconds a quote, a turn, a word or a place on the axis stands for. Nothing here starts by itself.
(() => {
  const sound = document.getElementById("sound");
  const clock = (seconds) => {
    const s = Math.max(0, Math.floor(seconds));
    const two = (n) => String(n).padStart(2, "0");
    const h = Math.floor(s / 3600);
    return (h ? h + ":" + two(Math.floor(s / 60) % 60) : two(Math.floor(s / 60))) + ":" + two(s % 60);
  };
  // Times are told on hover; written only when asked for, because a long call has tens of thousands of words.
  document.addEventListener("pointerover", (event) => {
    const word = event.target.closest ? event.target.closest("[data-t]") : null;
    if (word && !word.title) word.title = clock(Number(word.dataset.t));
  });
  // A tip is closed with Escape without losing one's place.
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && document.activeElement.matches(".badge")) document.activeElement.blur();
  });
  if (!sound) return;

  const button = document.getElementById("play");
  const place = document.getElementById("place");
  const now = document.getElementById("now");
  const speed = document.getElementById("speed");
  const trouble = document.getElementById("trouble");
  const axis = document.getElementById("axis");
  const cursor = document.getElementById("cursor");
  const turns = [...document.querySelectorAll(".turn[data-from]")];
  const starts = turns.map((turn) => Number(turn.dataset.from));
  const total = Number(sound.dataset.total) || 0;
  let until = Infinity;
  let pressed = null;
  let marked = null;

  document.getElementById("controls").hidden = false;
  document.getElementById("native").hidden = true;

  const press = (chip) => {
    if (pressed) pressed.setAttribute("aria-pressed", "false");
    pressed = chip;
    if (pressed) pressed.setAttribute("aria-pressed", "true");
  };
  const start = () => sound.play().catch(() => { if (sound.error) fail(); });
  const fail = () => { trouble.hidden = false; press(null); };
  const seek = (seconds) => {
    sound.currentTime = Math.min(Math.max(seconds, 0), total);
    show();
  };
  const playFrom = (from, to, chip) => {
    until = to;
    seek(from);
    press(chip);
    start();
  };
  const lastBefore = (seconds) => {
    let low = 0, high = starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (starts[middle] <= seconds) low = middle + 1; else high = middle;
    }
    return turns[low - 1] || null;
  };
  const show = () => {
    const at = sound.currentTime;
    const share = total ? Math.min(at / total, 1) : 0;
    now.textContent = clock(at);
    place.value = String(at);
    place.setAttribute("aria-valuetext", clock(at));
    if (axis) {
      axis.setAttribute("aria-valuenow", String(Math.floor(at)));
      axis.setAttribute("aria-valuetext", clock(at));
      for (const end of ["x1", "x2"]) cursor.setAttribute(end, share * 100 + "%");
    }
    const turn = at > 0 ? lastBefore(at) : null;
    if (turn !== marked) {
      if (marked) marked.removeAttribute("aria-current");
      if (turn) turn.setAttribute("aria-current", "true");
      marked = turn;
    }
  };

  sound.addEventListener("timeupdate", () => {
    if (sound.currentTime >= until) { sound.pause(); until = Infinity; press(null); }
    show();
  });
  sound.addEventListener("play", () => {
    button.setAttribute("aria-pressed", "true");
    button.setAttribute("aria-label", button.dataset.pause);
  });
  sound.addEventListener("pause", () => {
    button.setAttribute("aria-pressed", "false");
    button.setAttribute("aria-label", button.dataset.play);
    press(null);
  });
  sound.addEventListener("error", fail);
  if (sound.error) fail();

  const toggle = () => { until = Infinity; if (sound.paused) start(); else sound.pause(); };
  button.addEventListener("click", toggle);
  place.addEventListener("input", () => { until = Infinity; seek(Number(place.value)); });
  speed.addEventListener("change", () => { sound.playbackRate = Number(speed.value); });

  document.addEventListener("click", (event) => {
    const chip = event.target.closest("[data-start]");
    if (chip) {
      if (chip === pressed && !sound.paused) { sound.pause(); return; }
      playFrom(Number(chip.dataset.start), Number(chip.dataset.end), chip.hasAttribute("aria-pressed") ? chip : null);
      return;
    }
    const word = event.target.closest("[data-t]");
    if (word && getSelection().isCollapsed) playFrom(Number(word.dataset.t), Infinity, null);
  });

  if (axis) {
    axis.addEventListener("click", (event) => {
      const box = axis.getBoundingClientRect();
      playFrom(((event.clientX - box.left) / box.width) * total, Infinity, null);
    });
    const steps = { ArrowLeft: -5, ArrowDown: -5, ArrowRight: 5, ArrowUp: 5, PageDown: -30, PageUp: 30 };
    axis.addEventListener("keydown", (event) => {
      if (event.key in steps) { until = Infinity; seek(sound.currentTime + steps[event.key]); }
      else if (event.key === "Home") { until = Infinity; seek(0); }
      else if (event.key === "End") { until = Infinity; seek(total); }
      else if (event.key === " " || event.key === "Enter") toggle();
      else return;
      event.preventDefault();
    });
  }
  show();
})();
