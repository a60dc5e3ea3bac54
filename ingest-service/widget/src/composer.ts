import { h, icon } from './dom';
import type { Upload } from './memory';
import type { Words } from './words';

export interface ComposerActions {
  send(text: string, files: Upload[]): void;
  typing(): void;
  draft(text: string): void;
  upload(file: File, progress: (share: number) => void): Promise<Upload>;
  /** Bytes of one file. */
  largest(): number;
}

interface Chosen {
  name: string;
  state: 'uploading' | 'ready' | 'failed' | 'too-large' | 'too-many';
  /** From 0 to 1. */
  share: number;
  upload: Upload | null;
}

const HIGHEST = 140;

/** Where the customer writes. What stands in it survives closing the panel and leaving the page. */
export class Composer {
  readonly element: HTMLElement;
  private readonly area: HTMLTextAreaElement;
  private readonly list: HTMLElement;
  private chosen: Chosen[] = [];
  private sendWhenReady = false;

  constructor(
    private readonly word: Words,
    private readonly actions: ComposerActions,
    draft: string,
  ) {
    const picker = h('input', { type: 'file', multiple: true, hidden: true, change: () => this.picked(picker) });
    this.area = h('textarea', {
      rows: '1',
      placeholder: word.write,
      'aria-label': word.message,
      maxlength: '8000',
      input: () => this.typed(),
      keydown: (event) => this.key(event as KeyboardEvent),
      paste: (event) => this.pasted(event as ClipboardEvent),
    });
    this.area.value = draft;
    this.list = h('div', { class: 'files' });
    const clip = h('button', { type: 'button', class: 'ib', 'aria-label': word.attach, click: () => picker.click() }, icon('clip', 20));
    const go = h('button', { type: 'submit', class: 'ib go', 'aria-label': word.send }, icon('send', 20));
    const form = h('form', { class: 'say', submit: (event) => this.submit(event) }, clip, picker, this.area, go);
    this.element = h('div', {}, this.list, form);
  }

  focus(): void {
    this.area.focus();
    this.fit();
  }

  /** What an empty field says. */
  invite(text: string): void {
    this.area.placeholder = text;
  }

  clear(): void {
    this.area.value = '';
  }

  put(text: string): void {
    this.area.value = this.area.value === '' ? text : `${this.area.value}\n${text}`;
    this.typed();
    this.focus();
  }

  private submit(event: Event): void {
    event.preventDefault();
    if (this.chosen.some((file) => file.state === 'uploading')) {
      this.sendWhenReady = true;
      return;
    }
    const text = this.area.value.trim();
    const files = this.chosen.flatMap((file) => (file.upload === null ? [] : [file.upload]));
    if (text === '' && files.length === 0) return;
    this.actions.send(text, files);
    this.chosen = [];
    this.area.value = '';
    this.actions.draft('');
    this.show();
    this.focus();
  }

  /** Enter sends where there are real keys; on a touch keyboard it begins a line, and the button sends. */
  private key(event: KeyboardEvent): void {
    const enter = event.key === 'Enter' && !event.shiftKey && !event.isComposing;
    if (enter && !matchMedia('(pointer: coarse)').matches) this.submit(event);
  }

  private typed(): void {
    this.fit();
    this.actions.draft(this.area.value);
    if (this.area.value !== '') this.actions.typing();
  }

  private fit(): void {
    this.area.style.height = 'auto';
    this.area.style.height = `${Math.min(HIGHEST, this.area.scrollHeight)}px`;
  }

  private pasted(event: ClipboardEvent): void {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length > 0) {
      event.preventDefault();
      files.forEach((file) => void this.add(file));
    }
  }

  private picked(picker: HTMLInputElement): void {
    [...(picker.files ?? [])].forEach((file) => void this.add(file));
    picker.value = '';
    this.focus();
  }

  private async add(file: File): Promise<void> {
    const chosen: Chosen = { name: file.name, state: 'uploading', share: 0, upload: null };
    this.chosen.push(chosen);
    if (file.size > this.actions.largest()) {
      chosen.state = 'too-large';
    } else {
      this.show();
      try {
        chosen.upload = await this.actions.upload(file, (share) => {
          chosen.share = share;
          this.progress(chosen);
        });
        chosen.state = 'ready';
      } catch (failure) {
        const why = failure instanceof Error ? failure.message : '';
        chosen.state = why === 'too-large' || why === 'too-many' ? why : 'failed';
      }
    }
    this.show();
    this.sendIfReady();
  }

  private sendIfReady(): void {
    if (!this.sendWhenReady || this.chosen.some((file) => file.state === 'uploading')) return;
    this.sendWhenReady = false;
    if (this.chosen.every((file) => file.state === 'ready')) this.submit(new Event('submit'));
  }

  private show(): void {
    this.list.replaceChildren(...this.chosen.map((file) => this.chip(file)));
  }

  /** Only the bar of a file that is under way moves; what a screen reader hears is not said again with each step. */
  private progress(file: Chosen): void {
    const bar = this.list.children[this.chosen.indexOf(file)]?.querySelector('progress');
    if (bar) bar.value = file.share;
  }

  private chip(file: Chosen): HTMLElement {
    const bad = file.state !== 'uploading' && file.state !== 'ready';
    const notes = {
      uploading: `${file.name}, ${this.word.uploading}`,
      ready: file.name,
      failed: `${file.name}. ${this.word['file.failed']}`,
      'too-large': `${file.name}. ${this.word['file.too-large'](Math.floor(this.actions.largest() / 1048576))}`,
      'too-many': `${file.name}. ${this.word['file.too-many']}`,
    };
    const bar = file.state === 'uploading' ? h('progress', { max: '1', 'aria-label': notes.uploading }) : null;
    if (bar) bar.value = file.share;
    const remove = () => {
      this.chosen = this.chosen.filter((one) => one !== file);
      this.show();
    };
    return h(
      'span',
      { class: bad ? 'chip bad' : 'chip', role: bad ? 'alert' : null },
      h('span', {}, notes[file.state]),
      bar,
      h('button', { type: 'button', class: 'ib', 'aria-label': `${this.word.remove}: ${file.name}`, click: remove }, icon('close', 14)),
    );
  }
}
