// How the lines of a talk are drawn. Whatever people wrote is set as text, never as markup.

/** Make an element: `make("p.quiet", "text", { role: "note" })`. */
function make(what, text, attributes = {}) {
  const [name, ...classes] = what.split(".");
  const element = document.createElement(name);
  if (classes.length) element.className = classes.map((each) => `pz-${each}`).join(" ");
  if (text != null) element.textContent = text;
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

function button(look, text, press, attributes = {}) {
  const made = make(`button.${look}`, text, { type: "button", ...attributes });
  made.addEventListener("click", press);
  return made;
}

const filled = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

/** The turns of the log; `ask` sends what a button of theirs does. */
class Turns {
  constructor(words, ask) {
    [this.words, this.ask] = [words, ask];
  }

  /** What stands in the log, in order, as plain values. */
  of(shown) {
    const turns = [{ kind: "customer", said: shown.opening }];
    shown.lines.forEach((line, place) => {
      turns.push(...line.others.map((other) => ({ kind: "other", place, ...other })));
      turns.push({ kind: "agent", place, open: shown.open, ...line, others: [], said: "" });
      turns.push({ kind: "customer", said: line.said });
    });
    if (shown.stands.length) turns.push({ kind: "standing", stands: shown.stands });
    turns.push(...shown.others.map((other) => ({ kind: "other", place: shown.lines.length, ...other })));
    return turns;
  }

  drawn(turn) {
    return this[turn.kind](turn);
  }

  customer(turn) {
    const item = make("div.turn.customer");
    item.append(make("span.who", this.words.customer), make("p.said", turn.said));
    return item;
  }

  agent(turn) {
    const { words } = this;
    const item = make("div.turn.agent");
    item.append(make("span.who", `${words.you} ${turn.place + 1}`), make("p.said", turn.text));
    if (!turn.open) return item;
    const under = make("div.under");
    if (turn.remarks.length) {
      const remarks = make("ul.remarks");
      for (const { good, text } of turn.remarks) {
        const remark = make(good ? "li.good" : "li.chance");
        remark.append(make("span.sign", good ? "✓" : "→", { "aria-hidden": "true" }), make("span", text));
        remarks.append(remark);
      }
      under.append(remarks);
    }
    const foot = make("p.foot");
    if (turn.moves.length) foot.append(make("span.moves", `${words.moves}: ${turn.moves.join(", ")}`));
    const long = filled(words.try_here_long, { line: turn.place + 1 });
    foot.append(button("link", words.try_here, () => this.ask({ do: "rewind", line: turn.place }), { "aria-label": long }));
    under.append(foot);
    item.append(under);
    return item;
  }

  /** A way tried before, folded up where it parts from the present one. */
  other(turn) {
    const { words } = this;
    const item = make("div.other");
    const fold = make("details");
    const title = make("summary", `${words.other_way} `);
    title.append(make("span.quiet", `· ${filled(words.lines, { count: turn.lines.length })}`));
    const talk = make("dl.tried");
    for (const { text, said } of turn.lines) {
      talk.append(make("dt.who", words.you), make("dd", text), make("dt.who", words.customer), make("dd", said));
    }
    const back = button("plain", words.go_there, () => this.ask({ do: "take_up", branch: turn.branch }));
    fold.append(title, talk, this.stands(turn.stands), back);
    item.append(fold);
    return item;
  }

  standing(turn) {
    const item = make("div.standing");
    item.append(this.stands(turn.stands));
    return item;
  }

  stands(stands) {
    const line = make("p.stands", `${this.words.stands}: `);
    line.append(stands.map(({ name, value }) => `${name} ${value}`).join(" · "));
    return line;
  }
}
