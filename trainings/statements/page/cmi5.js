// Speaks cmi5 with the learning system that launched this page, and with nobody else.
const CMI5 = "https://w3id.org/xapi/cmi5/context/categories/cmi5";
const MOVE_ON = "https://w3id.org/xapi/cmi5/context/categories/moveon";
const MASTERY = "https://w3id.org/xapi/cmi5/context/extensions/masteryscore";
const VERBS = {
  initialized: "http://adlnet.gov/expapi/verbs/initialized",
  completed: "http://adlnet.gov/expapi/verbs/completed",
  passed: "http://adlnet.gov/expapi/verbs/passed",
  failed: "http://adlnet.gov/expapi/verbs/failed",
  terminated: "http://adlnet.gov/expapi/verbs/terminated",
};
const OWN_STATE = "parafraza";

// Returns the session, or null where the page was opened by no learning system.
async function launched() {
  const given = new URLSearchParams(location.search);
  const needed = ["endpoint", "fetch", "actor", "registration", "activityId"];
  if (!needed.every((name) => given.get(name))) return null;
  const session = new Session(Object.fromEntries(given));
  await session.begin();
  return session;
}

class Session {
  constructor(given) {
    this.endpoint = given.endpoint.endsWith("/") ? given.endpoint : `${given.endpoint}/`;
    this.fetchUrl = given.fetch;
    this.actor = JSON.parse(given.actor);
    this.registration = given.registration;
    this.activity = given.activityId;
    this.began = Date.now();
    this.over = false;
  }

  async begin() {
    const answer = await (await fetch(this.fetchUrl, { method: "POST" })).json();
    if (!answer["auth-token"]) throw new Error("no token");
    this.token = answer["auth-token"];
    this.launch = await this.state("LMS.LaunchData");
    // The specification wants the learner's preferences asked for before the first statement.
    await this.get("agents/profile", { profileId: "cmi5LearnerPreferences", agent: JSON.stringify(this.actor) });
    this.before = (await this.state(OWN_STATE)) || {};
    await this.say("initialized");
  }

  get normal() {
    return (this.launch.launchMode || "Normal") === "Normal";
  }

  headers() {
    return {
      Authorization: `Basic ${this.token}`,
      "X-Experience-API-Version": "1.0.3",
      "Content-Type": "application/json",
    };
  }

  url(path, query) {
    return `${this.endpoint}${path}?${new URLSearchParams(query)}`;
  }

  async get(path, query) {
    const answer = await fetch(this.url(path, query), { headers: this.headers() });
    if (answer.status === 404) return null;
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    return answer.json();
  }

  stateQuery(name) {
    const { activity, registration, actor } = this;
    return { stateId: name, activityId: activity, registration, agent: JSON.stringify(actor) };
  }

  state(name) {
    return this.get("activities/state", this.stateQuery(name));
  }

  async remember(done) {
    this.before = { ...this.before, ...done };
    const options = { method: "PUT", headers: this.headers(), body: JSON.stringify(this.before) };
    const answer = await fetch(this.url("activities/state", this.stateQuery(OWN_STATE)), options);
    if (!answer.ok) throw new Error(`state: ${answer.status}`);
  }

  duration() {
    return `PT${((Date.now() - this.began) / 1000).toFixed(2)}S`;
  }

  statement(verb, result) {
    const context = structuredClone(this.launch.contextTemplate || {});
    context.registration = this.registration;
    context.contextActivities = context.contextActivities || {};
    const judged = ["completed", "passed", "failed"].includes(verb);
    const known = (context.contextActivities.category || []).filter(({ id }) => id !== CMI5 && id !== MOVE_ON);
    const categories = [{ id: CMI5 }, ...(judged ? [{ id: MOVE_ON }] : [])];
    context.contextActivities.category = [...known, ...categories];
    if (["passed", "failed"].includes(verb) && this.launch.masteryScore !== undefined) {
      context.extensions = { ...context.extensions, [MASTERY]: this.launch.masteryScore };
    }
    const said = {
      id: crypto.randomUUID ? crypto.randomUUID() : uuid(),
      actor: this.actor,
      verb: { id: VERBS[verb], display: { en: verb } },
      object: { objectType: "Activity", id: this.activity },
      context,
      timestamp: new Date().toISOString(),
    };
    const timed = verb === "initialized" ? {} : { duration: this.duration() };
    return verb === "initialized" ? said : { ...said, result: { ...result, ...timed } };
  }

  async say(verb, result, options = {}) {
    const said = this.statement(verb, result);
    const answer = await fetch(this.url("statements", { statementId: said.id }), {
      method: "PUT",
      headers: this.headers(),
      body: JSON.stringify(said),
      ...options,
    });
    if (!answer.ok) throw new Error(`${verb}: ${answer.status}`);
  }

  // Completed once for a registration, passed once, and never failed after passed: so the specification has it.
  async finish(have, of) {
    const least = this.launch.masteryScore ?? 0.7;
    const scaled = of ? have / of : 1;
    const score = { scaled, raw: have, min: 0, max: of };
    if (this.normal && !this.before.completed) {
      await this.say("completed", { completion: true });
      await this.remember({ completed: true });
    }
    if (this.normal && !this.before.passed) {
      const success = scaled >= least;
      await this.say(success ? "passed" : "failed", { score, success });
      if (success) await this.remember({ passed: true });
    }
    await this.end();
  }

  async end(options) {
    if (this.over) return;
    await this.say("terminated", {}, options);
    this.over = true;
    if (this.launch.returnURL && !options) location.assign(this.launch.returnURL);
  }
}

// Where the page is not served over https, the browser has no randomUUID.
function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
