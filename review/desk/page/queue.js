// The queue and the notes of a call.

class Queue {
  constructor(words, ask) {
    [this.words, this.ask] = [words, ask];
    this.root = make("details.queue", null, { open: true });
    this.summary = make("summary", words.queue, { "data-key": "queue" });
    this.filters = make("div.row.filters");
    this.list = make("ol.calls");
    this.root.append(this.summary, this.filters, this.list);
  }

  show(queue, open) {
    this.wanted = queue.wanted;
    this.summary.textContent = filled(this.words.queue_of, { count: queue.count });
    keepingPlace(this.root, () => {
      this.filters.replaceChildren(this.states(queue), ...this.choices(queue));
      this.list.replaceChildren(...queue.calls.map((call) => this.call(call, open)));
      if (!queue.calls.length) this.list.append(make("li.note", this.words[`empty_${queue.wanted.state}`]));
      if (queue.count > queue.calls.length) {
        this.list.append(make("li.quiet", filled(this.words.more_calls, { shown: queue.calls.length, count: queue.count })));
      }
    });
  }

  states(queue) {
    const choices = ["waiting", "begun", "flagged", "all"].map((state) => [state, this.words[`state_${state}`]]);
    return this.select("state", this.words.state, choices, queue.wanted.state);
  }

  choices(queue) {
    return Object.entries(queue.choices)
      .filter(([, values]) => values.length)
      .map(([name, values]) => {
        const choices = [["", this.words.any], ...values.map((value) => [value, value])];
        return this.select(name, this.words[`by_${name}`], choices, queue.wanted[name]);
      });
  }

  select(name, label, choices, now) {
    const field = make("label.field");
    const select = make("select", null, { "data-key": `filter:${name}` });
    for (const [value, text] of choices) select.append(make("option", text, { value, selected: value === now }));
    select.addEventListener("change", () => this.ask({ do: "narrow", wanted: { ...this.wanted, [name]: select.value } }));
    field.append(make("span.quiet", label), select);
    return field;
  }

  call(call, open) {
    const item = make("li");
    const made = button("call", null, () => this.ask({ do: "open", call: call.name }), {
      "data-key": `call:${call.name}`,
      "aria-current": call.name === open ? "true" : null,
    });
    made.append(make("strong", call.name));
    const about = [call.agent, call.queue, call.at, call.language].filter(Boolean);
    if (call.total) about.push(filled(this.words.machine_total, { total: call.total }));
    if (call.given) about.push(filled(this.words.own_marks, { count: call.given }));
    made.append(" ", make("span.quiet", about.join(" · ")));
    item.append(made);
    return item;
  }

  focus() {
    this.root.open = true;
    (this.list.querySelector("button") ?? this.summary).focus();
  }
}

class Notes {
  constructor(words, player, ask) {
    Object.assign(this, { words, player, ask });
    this.root = make("section.notes", null, { "aria-labelledby": "pz-desk-notes" });
    this.fields = {};
    for (const kind of ["root_cause", "coaching"]) {
      const keep = (text, draft) => this.ask({ do: "remark", kind, text }, draft);
      this.fields[kind] = new Field(words[kind], kind, keep);
    }
    this.flagged = make("p.note", null, { hidden: true });
    this.moments = make("ul.chips");
    this.root.append(make("h3", words.notes, { id: "pz-desk-notes" }), this.flagged);
    this.root.append(this.fields.root_cause.label, this.fields.coaching.label, this.moments);
  }

  show(notes, call) {
    for (const [kind, field] of Object.entries(this.fields)) {
      if (call !== this.call) [field.kept, field.box.value] = ["", ""];
      field.show(notes[kind], call);
    }
    this.call = call;
    this.flag = notes.flag;
    this.flagged.hidden = !notes.flag;
    this.flagged.textContent = notes.flag;
    const moments = notes.moments.map((moment) => {
      const item = make("li");
      const text = moment.text || this.words.moment;
      const chip = { ...moment, text, family: "listening", name: moment.by };
      const made = quote(chip, this.words, (each) => this.player.play(each));
      made.querySelector(".shape").remove();
      item.append(made);
      return item;
    });
    keepingPlace(this.moments, () => this.moments.replaceChildren(...moments));
  }

  switchFlag() {
    this.ask({ do: "flag", text: this.flag ? "" : this.words.flagged });
  }
}
