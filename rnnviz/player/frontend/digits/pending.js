// What has been sent to the server and not come back yet: a rerun may still bring an older drawing.

/** Tells what the server sets anew from an answer to something that has been overtaken here. */
export class Pending {
  /** `start` is what the server has now. */
  constructor(start) {
    this.sent = [];
    this.before = start; // the last answer
  }

  /** Something goes to the server. */
  send(value) {
    this.sent.push(value);
  }

  /** Whether what comes back is to be taken: not where something newer is still on its way. */
  accepts(value) {
    const place = this.sent.lastIndexOf(value);
    if (place < 0) {
      if (this.sent.length && value === this.before) return false;
      this.sent = [];
      this.before = value;
      return true;
    }
    this.before = value;
    this.sent.splice(0, place + 1);
    return this.sent.length === 0;
  }
}
