// The microphone and the customer's voice. Sound goes to the kernel of this notebook and nowhere else.

/** Say which word explains why the browser gives no microphone. */
function microphoneTrouble(error) {
  if (!window.isSecureContext || !navigator.mediaDevices) return "mic_insecure";
  if (["NotFoundError", "OverconstrainedError"].includes(error.name)) return "mic_none";
  return "mic_denied";
}

/** One recording at a time; `done` gets its bytes, `trouble` the name of the word that helps. */
class Microphone {
  constructor(done, trouble) {
    [this.done, this.trouble, this.recorder] = [done, trouble, null];
    [this.opening, this.closed] = [false, false];
  }

  get on() {
    return this.recorder !== null;
  }

  /** Open the microphone; while the browser still asks whether it may, a second press opens nothing more. */
  async start() {
    if (this.on || this.opening) return;
    this.opening = true;
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      if (this.closed) silence(stream);
      else this.record(stream);
    } catch (error) {
      this.trouble(microphoneTrouble(error));
    } finally {
      this.opening = false;
    }
  }

  record(stream) {
    const pieces = [];
    this.recorder = new MediaRecorder(stream);
    this.recorder.addEventListener("dataavailable", (event) => pieces.push(event.data));
    this.recorder.addEventListener("stop", async () => {
      silence(stream);
      this.recorder = null;
      this.done(await new Blob(pieces).arrayBuffer());
    });
    this.recorder.start();
  }

  /** End the recording; pressed again before it has ended, nothing more happens. */
  stop() {
    if (this.recorder?.state === "recording") this.recorder.stop();
  }

  /** End for good: a microphone that is allowed only now is not opened. */
  close() {
    this.closed = true;
    this.stop();
  }
}

function silence(stream) {
  stream.getTracks().forEach((track) => track.stop());
}

/** The customer's words aloud, by a voice of the browser for the talk's language; silent until asked. */
class Voice {
  constructor(lang) {
    [this.lang, this.on] = [lang, false];
  }

  get found() {
    return window.speechSynthesis?.getVoices().find((voice) => voice.lang.toLowerCase().startsWith(this.lang));
  }

  say(text) {
    if (!this.on || !this.found) return;
    const utterance = new SpeechSynthesisUtterance(text);
    [utterance.voice, utterance.lang] = [this.found, this.found.lang];
    speechSynthesis.cancel();
    speechSynthesis.speak(utterance);
  }

  hush() {
    window.speechSynthesis?.cancel();
  }
}
