import { h, icon } from './dom';
import { FIELDS, type Door, type Field, type Typed } from './frames';
import { FIELD_LOOK, mailFault, type Language, type Words } from './words';

export interface FormContext {
  word: Words;
  language: Language;
  door: Door;
  /** What was entered here before. */
  typed: Typed;
  /** The desk is closed: an address is asked for, since nobody answers here now. */
  closed: { headline: string } | null;
  /** The page has said who this is: nothing of that is asked again. */
  signedIn: boolean;
  /** Ask whether we may say which page they write from; null where the page's script decides. */
  page: boolean | null;
  draft: string;
  send(form: { text: string; typed: Typed; topic: string | null; page: boolean | null }): void;
  drafted(text: string): void;
}

/** Asked before a chat begins, or instead of one while the desk is closed. */
export class Form {
  readonly element: HTMLFormElement;
  private readonly question: HTMLTextAreaElement;
  private readonly inputs = new Map<Field, HTMLInputElement>();
  private readonly faults = new Map<string, HTMLElement>();
  private topic: string | null = null;
  private page: HTMLInputElement | null = null;

  constructor(private readonly context: FormContext) {
    const { word, draft } = context;
    this.question = h('textarea', { class: 'inp', id: 'f-q', rows: '4', maxlength: '8000', placeholder: word.questionHint });
    this.question.value = draft;
    this.question.addEventListener('input', () => context.drafted(this.question.value));
    this.element = h(
      'form',
      { class: 'body form', novalidate: true, submit: (event) => this.submit(event) },
      this.headline(),
      this.topics(),
      ...this.labelled('q', word.question, this.question, true),
      ...this.fields().flatMap((field) => this.field(field)),
      this.consent(),
      h('div', { class: 'gap' }),
      h('button', { type: 'submit', class: 'btn' }, word.send),
    );
  }

  focus(): void {
    this.question.focus();
  }

  private fields(): Field[] {
    const { closed, signedIn, door } = this.context;
    const asked = FIELDS.filter((field) => door.ask[field] !== undefined);
    if (closed === null) return signedIn ? [] : asked;
    return FIELDS.filter((field) => field === 'mail' || field === 'telegram' || (!signedIn && asked.includes(field)));
  }

  private required(field: Field): boolean {
    return this.context.closed === null && this.context.door.ask[field] === 'required';
  }

  private headline(): HTMLElement | null {
    const { closed, word } = this.context;
    return closed === null
      ? null
      : h('div', { class: 'offbox' }, icon('moon'), h('div', {}, h('b', {}, closed.headline), h('small', {}, word.leaveAddress)));
  }

  private topics(): HTMLElement | null {
    const { door, language, word } = this.context;
    if (door.topics.length === 0) return null;
    const buttons = door.topics.map((topic) =>
      h(
        'button',
        {
          type: 'button',
          'aria-pressed': 'false',
          click: () => {
            this.topic = this.topic === topic.id ? null : topic.id;
            buttons.forEach((one, n) => one.setAttribute('aria-pressed', String(door.topics[n]?.id === this.topic)));
          },
        },
        topic[language],
      ),
    );
    return h('div', { class: 'pick', role: 'group', 'aria-label': word.topic }, ...buttons);
  }

  private field(field: Field): HTMLElement[] {
    const { word, typed, closed } = this.context;
    const look = FIELD_LOOK[field];
    const input = h('input', { class: 'inp', id: `f-${field}`, type: look.type, autocomplete: look.autocomplete, maxlength: '320' });
    input.value = typed[field] ?? '';
    this.inputs.set(field, input);
    const way = closed !== null && (field === 'mail' || field === 'telegram');
    return this.labelled(field, word[`field.${field}`], input, this.required(field) || way);
  }

  private labelled(name: string, label: string, input: HTMLElement, needed: boolean): HTMLElement[] {
    const fault = h('p', { class: 'hint bad', id: `f-${name}-fault`, role: 'alert', hidden: true });
    this.faults.set(name, fault);
    if (needed) input.setAttribute('aria-required', 'true');
    const more = needed ? null : h('span', { class: 'opt' }, ` ${this.context.word.optional}`);
    return [h('label', { for: input.id }, label, more), input, fault];
  }

  private consent(): HTMLElement | null {
    if (this.context.page === null) return null;
    this.page = h('input', { type: 'checkbox', id: 'f-page' });
    this.page.checked = this.context.page;
    return h('label', { class: 'tick', for: 'f-page' }, this.page, h('span', {}, this.context.word.sayPage));
  }

  private submit(event: Event): void {
    event.preventDefault();
    const typed: Typed = {};
    for (const [field, input] of this.inputs) if (input.value.trim() !== '') typed[field] = input.value.trim();
    const faults = this.found(typed);
    for (const [name, fault] of this.faults) this.show(name, fault, faults.get(name) ?? null);
    const first = [...this.faults.keys()].find((name) => faults.has(name));
    if (first !== undefined) {
      this.element.querySelector<HTMLElement>(`#f-${first}`)?.focus();
      return;
    }
    this.context.send({ text: this.question.value.trim(), typed, topic: this.topic, page: this.page?.checked ?? null });
  }

  private found(typed: Typed): Map<string, string> {
    const { word, closed } = this.context;
    const faults = new Map<string, string>();
    if (this.question.value.trim() === '') faults.set('q', word['fault.question']);
    for (const field of this.inputs.keys()) {
      if (typed[field] === undefined && this.required(field)) faults.set(field, word['fault.required']);
    }
    const mail = typed.mail === undefined ? null : mailFault(word, typed.mail);
    if (mail !== null) faults.set('mail', mail);
    if (closed !== null && !this.context.signedIn && typed.mail === undefined && typed.telegram === undefined) {
      faults.set('mail', word['fault.way']);
    }
    return faults;
  }

  private show(name: string, fault: HTMLElement, text: string | null): void {
    const input = this.element.querySelector<HTMLElement>(`#f-${name}`);
    fault.hidden = text === null;
    fault.textContent = text ?? '';
    if (text === null) {
      input?.removeAttribute('aria-invalid');
      input?.removeAttribute('aria-describedby');
    } else {
      input?.setAttribute('aria-invalid', 'true');
      input?.setAttribute('aria-describedby', fault.id);
    }
  }
}
