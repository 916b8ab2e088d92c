// The transcript: it follows the player, and what was misheard is put right in it.

class Transcript {
  constructor(words, player, correct, moment) {
    Object.assign(this, { words, player, correct, moment });
    this.root = make("section.said", null, { "aria-labelledby": "pz-desk-said" });
    const head = make("div.row");
    head.append(make("h3", words.transcript, { id: "pz-desk-said" }));
    this.swap = keyed("plain", words.swap, "S", () => this.correct({ deed: "swap" }));
    this.follow = button("plain", words.follow, () => this.switchFollow(), { "aria-pressed": "true" });
    head.append(this.swap, this.follow);
    this.note = make("p.quiet");
    this.list = make("ol.lines", null, { tabindex: "-1" });
    this.empty = make("p.note", null, { hidden: true });
    this.root.append(head, this.note, this.empty, this.list);
    [this.turns, this.at, this.following] = [[], null, true];
  }

  show(said) {
    this.said = said;
    this.turns = said?.turns ?? [];
    this.swap.disabled = this.follow.disabled = !said;
    this.empty.hidden = Boolean(said?.turns.length);
    this.empty.textContent = said ? this.words.nobody_speaks : this.words.no_transcript_here;
    this.note.textContent = said?.corrections ? filled(this.words.corrected, { count: said.corrections }) : "";
    const place = this.list.scrollTop;
    this.list.lang = said?.language ?? "";
    keepingPlace(this.list, () => this.list.replaceChildren(...this.turns.map((turn) => this.turn(turn))));
    this.list.scrollTop = place;
    this.at = null;
  }

  turn(turn) {
    const { words } = this;
    const line = make("li.turn", null, { tabindex: "0", "data-key": `turn:${turn.index}`, "data-turn": turn.index });
    const margin = make("div.margin");
    margin.append(make(`bdi.who.${turn.role}-ink`, turn.who));
    if (turn.start != null) {
      const play = button("play", null, () => this.player.play(turn));
      play.append(make("span.unseen", `${words.play_from} `), turn.clock);
      margin.append(play);
    } else if (turn.clock) margin.append(make("span.quiet", turn.clock));
    const text = make("p.text", null, { dir: "auto", lang: turn.language });
    let at = 0;
    for (const stretch of turn.stretches) {
      const inside = stretch.moves.length ? make(`span.moved.f-${stretch.moves[0].family}`) : text;
      for (const piece of stretch.pieces) {
        inside.append(this.piece(piece, at));
        at += piece.text.length;
      }
      if (inside !== text) text.append(inside);
      text.append(...stretch.ending.flatMap((move) => this.badge(move)));
    }
    line.append(margin, text, this.tools(turn));
    if (this.turns[turn.index + 1]) line.append(this.grip(turn));
    return line;
  }

  piece(piece, at) {
    const made = make(piece.doubtful ? "span.doubt" : "span", piece.text, { "data-at": at });
    if (piece.start == null) return made;
    made.title = clock(piece.start);
    made.addEventListener("click", () => this.player.seek(piece.start));
    return made;
  }

  badge(move) {
    this.tips = (this.tips ?? 0) + 1;
    const id = `pz-desk-tip-${this.tips}`;
    const made = button("badge", null, () => this.player.play(move), { "aria-label": move.name, "aria-describedby": id, tabindex: "-1" });
    made.append(shape(move.family));
    const tip = make("span.tip", null, { role: "tooltip", id });
    tip.append(make("b", move.name), filled(this.words.sure, { percent: move.sure }));
    return [made, tip];
  }

  tools(turn) {
    const { words } = this;
    const tools = make("div.row.tools");
    tools.append(
      keyed("plain", words.fix_words, "E", () => this.edit(turn.index)),
      keyed("plain", words.other_voice, "T", () => this.correct({ deed: "other", turn: turn.index })),
      keyed("plain", words.name_voice, "V", () => this.name(turn.index)),
      keyed("plain", words.mark_moment, "M", () => this.write(turn.index, words.moment_words, "", (text) => this.moment(turn, text))),
    );
    for (const [key, label, count] of [["Shift+↑", words.border_up, -1], ["Shift+↓", words.border_down, 1]]) {
      const moves = () => this.border(turn.index, count);
      if (this.turns[turn.index + 1]) tools.append(keyed("plain", label, key, moves));
    }
    return tools;
  }

  border(index, count) {
    if (this.turns[index + 1]) this.correct({ deed: "border", turn: index, words: count });
  }

  edit(index) {
    const turn = this.turns[index];
    this.write(index, this.words.what_is_said, turn.text, (text) => this.correct({ deed: "text", turn: index, text }));
  }

  name(index) {
    const turn = this.turns[index];
    const keep = (text) => this.correct({ deed: "name", turn: index, was: turn.speaker, text });
    this.write(index, this.words.voices_name, "", keep);
  }

  /** Write something in a turn's place: Enter keeps it, Escape leaves things as they were. */
  write(index, label, text, keep) {
    const line = this.list.querySelector(`[data-turn="${index}"]`);
    line.querySelector("form")?.remove();
    const form = make("form.writing");
    const field = make("label.field");
    const box = make("textarea", null, { rows: 2, maxlength: 20000, dir: "auto" });
    box.value = text;
    field.append(make("span.quiet", label), box);
    const row = make("div.row");
    const leave = () => {
      form.remove();
      line.focus();
    };
    row.append(keyed("main", this.words.keep, "Enter", null, { type: "submit" }), keyed("plain", this.words.leave, "Esc", leave));
    form.append(field, row);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      leave();
      if (box.value.trim() !== text) keep(box.value.trim());
      else if (!text) keep("");
    });
    form.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.isComposing) return;
      if (event.key === "Escape") leave();
      if (event.key === "Enter" && !event.shiftKey && event.target === box) {
        event.preventDefault();
        form.requestSubmit();
      }
    });
    line.append(form);
    box.focus();
  }

  /** What is dragged: the border between a turn and the next one, onto the word after which it should be. */
  grip(turn) {
    const grip = make("span.grip", null, { "aria-hidden": "true", title: this.words.drag_border });
    grip.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      grip.setPointerCapture(event.pointerId);
      grip.classList.add("held");
    });
    grip.addEventListener("pointermove", (event) => {
      if (grip.hasPointerCapture(event.pointerId)) this.point(this.wordAt(turn.index, event));
    });
    const drop = (event) => {
      if (!grip.classList.contains("held")) return;
      const found = event.type === "pointerup" ? this.wordAt(turn.index, event) : null;
      grip.classList.remove("held");
      this.point(null);
      if (found?.words) this.correct({ deed: "border", turn: turn.index, words: found.words });
    };
    grip.addEventListener("pointerup", drop);
    grip.addEventListener("pointercancel", drop);
    return grip;
  }

  /** Which word of a turn, or of the next one, lies under the pointer, and how far the border would go. */
  wordAt(index, { clientX, clientY }) {
    const piece = document.elementsFromPoint(clientX, clientY).find((each) => each.matches?.("[data-at]") && this.list.contains(each));
    const turn = Number(piece?.closest("[data-turn]").dataset.turn);
    if (turn !== index && turn !== index + 1) return null;
    const caret = document.caretPositionFromPoint?.(clientX, clientY);
    const [node, offset] = caret ? [caret.offsetNode, caret.offset] : [null, 0];
    const inside = piece.contains(node) ? offset : 0;
    const before = this.turns[turn].text.slice(0, Number(piece.dataset.at) + inside + 1);
    const count = before.trim().split(/\s+/).filter(Boolean).length;
    const own = this.turns[index].text.split(/\s+/).filter(Boolean).length;
    return { piece, words: turn === index ? Math.min(0, count - own) : count };
  }

  point(found) {
    this.pointed?.classList.remove("pointed");
    this.pointed = found?.piece;
    this.pointed?.classList.add("pointed");
  }

  switchFollow() {
    this.following = !this.following;
    this.follow.setAttribute("aria-pressed", String(this.following));
  }

  /** Mark the turn that is heard, and keep it in sight; only the transcript scrolls, never the page. */
  heard(at) {
    const now = this.turns.findLast((turn) => turn.start != null && turn.start <= at && at < turn.end)?.index ?? null;
    if (now === this.at) return;
    this.list.querySelector("[aria-current]")?.removeAttribute("aria-current");
    this.at = now;
    const line = now == null ? null : this.list.querySelector(`[data-turn="${now}"]`);
    line?.setAttribute("aria-current", "true");
    if (!line || !this.following || !this.player.playing || this.list.contains(document.activeElement)) return;
    this.list.scrollTop = line.offsetTop - this.list.offsetTop - this.list.clientHeight / 3;
  }

  /** A key on a turn; true where it was one of ours. */
  pressed(event, line) {
    const index = Number(line.dataset.turn);
    const turn = this.turns[index];
    if (event.shiftKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      this.border(index, event.key === "ArrowUp" ? -1 : 1);
      return true;
    }
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (step) {
      this.list.querySelector(`[data-turn="${index + step}"]`)?.focus();
      return true;
    }
    if (event.target !== line) return false;
    const does = {
      Enter: () => this.player.play(turn),
      KeyE: () => this.edit(index),
      KeyT: () => this.correct({ deed: "other", turn: index }),
      KeyV: () => this.name(index),
      KeyM: () => this.write(index, this.words.moment_words, "", (text) => this.moment(turn, text)),
    }[event.code];
    does?.();
    return Boolean(does);
  }

  focus() {
    const line = this.list.querySelector("[aria-current]") ?? this.list.querySelector("[data-turn]");
    line?.focus();
  }
}
