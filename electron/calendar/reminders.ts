import { Notification } from 'electron';

interface ReminderText {
  readonly title: string;
  readonly body: string;
}

/** When a reminder is shown on its day, in the local hours of the user. */
const hour = 9;
const checkEveryMs = 10 * 60 * 1000;

/**
 * Native notifications that reveal nothing: the main process knows days and one sentence, never what is planned. So they are the same
 * whether the vault is open or locked, and on a projector.
 */
export class Reminders {
  #days: readonly string[] = [];
  #text: ReminderText = { title: '', body: '' };
  #lastShownOn: string | null = null;
  readonly #timer: ReturnType<typeof setInterval>;
  readonly #now: () => Date;

  constructor(now: () => Date) {
    this.#now = now;
    this.#timer = setInterval(() => this.look(), checkEveryMs);
    this.#timer.unref();
  }

  set(days: readonly string[], text: ReminderText): void {
    this.#days = days;
    this.#text = text;
    this.look();
  }

  /** Shows at most one notification a day. */
  look(): void {
    const now = this.#now();
    const today = `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, '0')}-${String(now.getDate()).padStart(2, '0')}`;
    if (now.getHours() < hour || this.#lastShownOn === today || !this.#days.includes(today) || !Notification.isSupported()) return;
    this.#lastShownOn = today;
    new Notification({ ...this.#text, silent: true }).show();
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
