// One browser's line to the workshop. What was written is kept in this browser until the workshop says it has it, and
// longer: after the trainer's computer was restarted it is sent again. Every answer has a number, so sending twice is once.

const AGAIN_MS = [700, 1500, 3000];

export class Line {
  constructor(place, hears) {
    [this.place, this.hears, this.socket, this.tries, this.code] = [place, hears, null, 0, ""];
    this.own = { id: "", name: "", answers: {}, drafts: {}, rev: 0 };
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden && this.code && this.socket?.readyState !== WebSocket.OPEN) this.connect();
    });
    addEventListener("online", () => this.code && this.socket?.readyState !== WebSocket.OPEN && this.connect());
  }

  /** A private window may refuse to keep anything; then the page's own memory has to do. */
  recall() {
    try {
      Object.assign(this.own, JSON.parse(localStorage.getItem(`${this.place}${this.code}`) ?? "{}"));
    } catch {
      this.own.lost = true;
    }
  }

  keep() {
    try {
      localStorage.setItem(`${this.place}${this.code}`, JSON.stringify(this.own));
    } catch {
      this.own.lost = true;
    }
  }

  begin(code, hello = {}) {
    [this.code, this.hello] = [code.replace(/[\s-]/g, "").toUpperCase(), hello];
    this.recall();
    if (hello.name) this.own.name = hello.name;
    this.connect();
  }

  connect() {
    clearTimeout(this.later);
    if (this.socket) this.socket.onclose = null;
    this.socket?.close();
    const at = new URL("ws", location.href);
    at.protocol = at.protocol.replace("http", "ws");
    at.hash = "";
    this.socket = new WebSocket(at);
    this.socket.onopen = () => this.send({ do: "hello", code: this.code, id: this.own.id, name: this.own.name, ...this.hello });
    this.socket.onmessage = (event) => this.heard(JSON.parse(event.data));
    this.socket.onclose = () => this.gone();
  }

  gone() {
    if (this.over) return;
    this.hears.lost?.();
    const wait = AGAIN_MS[Math.min(this.tries, AGAIN_MS.length - 1)];
    this.tries += 1;
    this.later = setTimeout(() => this.connect(), wait * (0.7 + 0.6 * Math.random())); // not all phones at once
  }

  stop() {
    this.over = true;
    this.socket?.close();
  }

  heard(said) {
    if (said.say === "welcome") {
      this.tries = 0;
      this.own.id = said.id;
      this.keep();
      for (const [slot, given] of Object.entries(this.own.answers)) {
        if (!(said.have[slot] >= given.rev)) this.send({ do: "answer", slot, ...given });
      }
    }
    if (said.say === "refused" || said.say === "full") {
      this.socket.onclose = null;
      this.socket.close();
    }
    this.hears[said.say]?.(said);
  }

  answer(slot, value) {
    this.own.rev += 1;
    this.own.answers[slot] = { value, rev: this.own.rev };
    this.keep();
    this.send({ do: "answer", slot, value, rev: this.own.rev });
  }

  draft(slot, text) {
    this.own.drafts[slot] = text;
    this.keep();
  }

  send(message) {
    const open = this.socket?.readyState === WebSocket.OPEN;
    if (open) this.socket.send(JSON.stringify(message));
    return open;
  }
}
