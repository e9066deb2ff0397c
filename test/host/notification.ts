import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';
import { named } from './named.ts';

/** A record instead of a bubble; `shown` is for specs to read. */
export class Notification extends EventEmitter implements Pick<Electron.Notification, 'title' | 'subtitle' | 'body' | 'silent' | 'show' | 'close'> {
  static isSupported(): boolean { return true; }
  static readonly shown: Notification[] = [];
  title: string;
  subtitle: string;
  body: string;
  silent: boolean;
  constructor(options: Electron.NotificationConstructorOptions = {}) {
    super();
    this.title = options.title ?? '';
    this.subtitle = options.subtitle ?? '';
    this.body = options.body ?? '';
    this.silent = options.silent ?? false;
    return named('Notification', this);
  }
  show(): void {
    Notification.shown.push(this);
    this.emit('show', {});
  }
  close(): void { this.emit('close', {}); }
}
