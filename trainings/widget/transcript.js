// The transcript of a moment, which follows what is heard: the turn that is on and its word are marked; a turn that is
// clicked, or chosen by arrows and Enter, is heard from its beginning. Whatever people wrote is set as text, never as markup.

const EARLY = 0.06; // seconds: a player that was sent to the beginning of a word may stand a moment before it

/** The place of the last of `starts` that lies before `now`, or -1. */
const lastBefore = (starts, now) => starts.findLastIndex((start) => start <= now + EARLY);

const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

class Transcript {
  /** `turns` as the kernel shows them; `play(place)` plays from a turn, `stop()` is asked for at the turn that is heard. */
  constructor(words, turns, { play, stop }) {
    [this.words, this.turns, this.play, this.stop] = [words, turns, play, stop];
    [this.at, this.heard, this.playing] = [-1, null, false];
    this.rows = turns.map((turn, place) => this.row(turn, place));
    this.element = make("ol.turns");
    this.element.append(...this.rows.map((row) => row.item));
    this.element.addEventListener("keydown", (event) => this.pressed(event));
    this.reach(0);
  }

  row(turn, place) {
    const row = { item: make(`li.turn.${turn.who}.follows`), starts: turn.words.map(([, start]) => start) };
    row.button = button("from", "", () => (this.isHeard(place) ? this.stop() : this.play(place)));
    row.said = make("p.said", turn.words.length ? null : turn.text);
    row.words = turn.words.map(([text]) => make("span", text));
    row.words.forEach((word, number) => row.said.append(number ? " " : "", word));
    row.said.addEventListener("click", () => getSelection().isCollapsed && this.play(place));
    const head = make("div.speaking");
    head.append(make("span.who", this.words[turn.who]), row.button);
    row.item.append(head, row.said);
    this.name(row, turn, false);
    return row;
  }

  name(row, turn, heard) {
    const time = turn.start == null ? "" : clock(turn.start);
    const does = heard ? this.words.hush : filled(this.words.from_here, { turn: `${this.words[turn.who]} ${time}`.trim() });
    row.button.setAttribute("aria-label", does);
    row.button.textContent = `${heard ? "❚❚" : "▶"} ${time}`.trim();
  }

  isHeard(place) {
    return this.playing && this.at === place;
  }

  /** Mark what is heard at a time, in seconds; `playing` says whether it goes on. */
  follow(now, playing) {
    const place = lastBefore(this.turns.map((turn) => turn.start), now);
    this.mark(place, playing);
    const row = this.rows[place];
    this.underline(row?.words[lastBefore(row.starts, now)] ?? null);
  }

  /** Mark a turn by its place, -1 for none. */
  mark(place, playing) {
    if (place === this.at && playing === this.playing) return;
    const changed = new Set([this.at, place]);
    [this.at, this.playing] = [place, playing];
    for (const each of changed) {
      if (!this.rows[each]) continue;
      if (each === place) this.rows[each].item.setAttribute("aria-current", "true");
      else this.rows[each].item.removeAttribute("aria-current");
      this.name(this.rows[each], this.turns[each], this.isHeard(each));
    }
    if (place < 0) this.underline(null);
  }

  underline(word) {
    if (word === this.heard) return;
    this.heard?.classList.remove("pz-heard");
    word?.classList.add("pz-heard");
    this.heard = word;
  }

  /** One turn is reached by Tab, the others by arrows from there. */
  reach(place, focus = false) {
    this.rows.forEach((row, each) => (row.button.tabIndex = each === place ? 0 : -1));
    if (focus) this.rows[place].button.focus();
  }

  pressed(event) {
    const place = this.rows.findIndex((row) => row.button === event.target);
    const last = this.rows.length - 1;
    const to = { ArrowDown: Math.min(place + 1, last), ArrowUp: Math.max(place - 1, 0), Home: 0, End: last }[event.key];
    if (place < 0 || to === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    this.reach(to, true);
  }
}
