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
  }

  get on() {
    return this.recorder !== null;
  }

  async start() {
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      this.record(stream);
    } catch (error) {
      this.trouble(microphoneTrouble(error));
    }
  }

  record(stream) {
    const pieces = [];
    this.recorder = new MediaRecorder(stream);
    this.recorder.addEventListener("dataavailable", (event) => pieces.push(event.data));
    this.recorder.addEventListener("stop", async () => {
      stream.getTracks().forEach((track) => track.stop());
      this.recorder = null;
      this.done(await new Blob(pieces).arrayBuffer());
    });
    this.recorder.start();
  }

  stop() {
    this.recorder?.stop();
  }
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
