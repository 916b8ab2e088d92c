// The marks: each item with one's own level, and beside it what the machine gave and on which quotes.

class Marks {
  constructor(words, player, ask) {
    Object.assign(this, { words, player, ask });
    this.root = make("section.judging", null, { "aria-labelledby": "pz-desk-marks" });
    this.head = make("div");
    this.body = make("div.items");
    this.root.append(make("h3", words.marks, { id: "pz-desk-marks" }), this.head, this.body);
    this.whys = new Map();
  }

  /** Show the marks; of another call nothing half written is carried over. */
  show(judged, call) {
    if (call !== this.call) this.whys.clear();
    this.call = call;
    this.judged = judged;
    const place = this.body.scrollTop;
    keepingPlace(this.root, () => {
      this.head.replaceChildren(...(judged ? this.heading(judged) : []));
      this.body.replaceChildren(...(judged?.sections ?? []).map((section) => this.section(section)));
    });
    this.body.scrollTop = place;
  }

  heading(judged) {
    const { words } = this;
    const made = [];
    const given = filled(words.given, { given: judged.given, of: judged.of });
    made.push(make("p.quiet", `${judged.rubric} · ${given}`));
    if (judged.by_hand) made.push(this.byHand(judged));
    if (!judged.revealed) made.push(make("p.note", words.blind_note));
    if (judged.total) made.push(this.total(judged.total));
    if (judged.newer) {
      const note = make("div.note");
      note.append(make("p", filled(words.newer, { version: judged.newer })));
      note.append(button("plain", words.rescore, () => this.ask({ do: "rescore" })));
      made.push(note);
    }
    if (judged.corrected) made.push(this.changes(judged));
    for (const mark of judged.gone) {
      made.push(make("p.note", filled(words.gone_item, { title: mark.title, level: mark.level, version: mark.version })));
    }
    return made;
  }

  /** The machine gave nothing: the items are a rubric's, and a person marks them by ear. */
  byHand(judged) {
    const note = make("div.note");
    note.append(make("p", this.words.by_hand));
    if (judged.can_score) note.append(button("plain", this.words.score_now, () => this.ask({ do: "rescore" }), { "data-key": "score_now" }));
    return note;
  }

  total(total) {
    const line = make("p.total");
    if (total.value) line.append(make("span.number", total.value), make("span", total.of));
    else line.append(make("span.number", this.words.not_judged));
    line.append(make("span.quiet", `${this.words.machine}: ${total.judged}`));
    const kept = make("span.quiet");
    if (total.compliance_kind === "fail") kept.append(shape("harmful"), " ");
    kept.append(total.compliance);
    line.append(kept);
    return line;
  }

  changes(judged) {
    const note = make("div.note.changes");
    if (!judged.changed.length) {
      note.append(make("p", this.words.nothing_moved));
      return note;
    }
    note.append(make("p", this.words.moved));
    const list = make("ul");
    for (const { title, before, after } of judged.changed) list.append(make("li", `${title}: ${before} → ${after}`));
    note.append(list);
    return note;
  }

  section(section) {
    const made = make("section.rubric-section");
    const heading = make("h4.section-title", section.title);
    made.append(heading, ...section.marks.map((mark) => this.item(mark)));
    return made;
  }

  item(mark) {
    const id = `pz-desk-item-${mark.name}`;
    const item = make("div.item", null, { role: "group", tabindex: "0", "aria-labelledby": id, "data-key": `item:${mark.name}`, "data-item": mark.name });
    item.append(make("h5.item-title", mark.title, { id }), this.levels(mark));
    const level = mark.own?.value == null ? null : mark.levels[mark.own.value];
    if (level) item.append(make("p.quiet", level));
    if (mark.earlier) item.append(make("p.quiet", filled(this.words.earlier, mark.earlier)));
    if (mark.machine) item.append(this.machine(mark));
    for (const other of mark.others) {
      item.append(make("p.quiet", `${other.by}: ${other.level}${other.why ? ` · ${other.why}` : ""}`));
    }
    item.append(this.why(mark).label);
    return item;
  }

  levels(mark) {
    const row = make("div.row.levels");
    const { own } = mark;
    const choices = Array.from({ length: mark.max + 1 }, (_, value) => [String(value), String(value), { value }, mark.levels[value]]);
    choices.push(["X", this.words.not_applicable, { value: null, applies: false }], ["J", this.words.not_judged, { value: null }]);
    for (const [key, label, given, about] of choices) {
      const pressed = Boolean(own) && own.value === given.value && (given.value != null || own.applies === (given.applies ?? true));
      const press = () => this.give(mark.name, given);
      const made = label === key ? button("level", label, press) : keyed("level", label, key, press);
      row.append(set(made, { "aria-pressed": String(pressed), title: about, "data-key": `level:${mark.name}:${key}` }));
    }
    return row;
  }

  machine(mark) {
    const { machine } = mark;
    const made = make("div.machine");
    const line = make("p.quiet");
    const reach = machine.scale?.reach ? ` · ${machine.scale.reach}` : "";
    line.append(`${this.words.machine}: ${machine.scale ? machine.scale.level : this.words.not_judged}${reach}`);
    const accept = keyed("plain", this.words.accept, "A", () => this.accept(mark.name), { "data-key": `accept:${mark.name}` });
    const head = make("div.row");
    head.append(bar(machine.scale), line, accept);
    made.append(head, make("p", machine.why, { dir: "auto" }));
    if (machine.chips.length) {
      const chips = make("ul.chips");
      for (const chip of machine.chips) {
        const one = make("li");
        one.append(quote(chip, this.words, (each) => this.player.play(each)));
        chips.append(one);
      }
      made.append(chips);
    }
    if (machine.more) made.append(make("p.quiet", machine.more));
    return made;
  }

  why(mark) {
    const keep = (text, draft) => {
      const own = this.mark(mark.name)?.own;
      if (own) this.ask({ do: "mark", item: mark.name, value: own.value, applies: own.applies, why: text }, draft);
      return Boolean(own); // before there is a mark the reason waits for it
    };
    const field = this.whys.get(mark.name) ?? new Field(this.words.why, `why:${mark.name}`, keep, { rows: 1 });
    this.whys.set(mark.name, field);
    field.show(mark.own?.why ?? mark.earlier?.why ?? "", this.call);
    return field;
  }

  mark(name) {
    return this.judged?.sections.flatMap((section) => section.marks).find((mark) => mark.name === name);
  }

  give(name, given) {
    const field = this.whys.get(name);
    field.kept = field.box.value;
    this.ask({ do: "mark", item: name, why: field.box.value, applies: true, ...given }, field.place);
  }

  accept(name) {
    if (this.mark(name)?.machine) this.ask({ do: "accept", item: name });
  }

  /** A key on an item; true where it was one of ours. */
  pressed(event, item) {
    const mark = this.mark(item.dataset.item);
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (step) {
      const items = [...this.root.querySelectorAll("[data-item]")];
      items[items.indexOf(item) + step]?.focus();
      return true;
    }
    const level = /^(?:Digit|Numpad)([0-9])$/.exec(event.code)?.[1];
    if (level !== undefined && Number(level) <= mark.max) this.give(mark.name, { value: Number(level) });
    const does = {
      KeyA: () => this.accept(mark.name),
      KeyX: () => this.give(mark.name, { value: null, applies: false }),
      KeyJ: () => this.give(mark.name, { value: null }),
      KeyW: () => this.whys.get(mark.name).box.focus(),
      Enter: () => event.target === item && item.querySelector("button.chip")?.click(),
    }[event.code];
    if (event.code === "Enter" && event.target !== item) return false;
    does?.();
    return level !== undefined || Boolean(does);
  }

  /** Go to the first item that has no mark yet. */
  focus() {
    const marks = this.judged?.sections.flatMap((section) => section.marks) ?? [];
    const open = marks.find((mark) => !mark.own) ?? marks[0];
    if (open) this.root.querySelector(`[data-item="${CSS.escape(open.name)}"]`).focus();
  }
}
