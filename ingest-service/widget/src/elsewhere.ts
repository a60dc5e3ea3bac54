import { h, icon } from './dom';
import type { Session } from './session';
import type { Words } from './words';

/** What the server says to a wish to go on elsewhere: an address to open, that something was sent, or a refusal. */
export type GoesOn = { channel: string; url: string | null } | { refused: string };

/** Ways to go on with a conversation that has begun: a one-time link to our bot, and answers by mail once confirmed. */
export class Elsewhere {
  readonly element = h('div', { class: 'stack' });
  private readonly state = h('p', { class: 's', role: 'status' });

  constructor(
    private readonly word: Words,
    private readonly session: Session,
  ) {
    this.lay();
  }

  heard(answer: GoesOn): void {
    if ('refused' in answer) {
      this.state.textContent = answer.refused === 'mail-malformed' ? this.word.goOnMailWrong : this.word.goOnUnavailable;
    } else if (answer.channel === 'telegram' && answer.url !== null) {
      const link = { href: answer.url, target: '_blank', rel: 'noopener noreferrer', class: 'big' };
      this.state.replaceChildren(h('a', link, h('span', { class: 'mark tg' }, icon('telegram')), h('b', {}, this.word.goOnTelegramOpen), icon('right')));
    } else {
      this.state.textContent = answer.channel === 'mail' ? this.word.goOnMailSent : this.word.goOnHere;
    }
  }

  private lay(): void {
    const mail = h('input', { type: 'email', required: true, autocomplete: 'email', maxlength: '254', 'aria-label': this.word.goOnMail, placeholder: this.word.goOnMail });
    const form = h('form', { class: 'big' }, h('span', { class: 'mark mail' }, icon('mail')), mail, h('button', { type: 'submit', class: 'ib', 'aria-label': this.word.goOnMailAsk }, icon('right')));
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.session.goOn('mail', mail.value.trim());
    });
    this.element.replaceChildren(
      h('button', { type: 'button', class: 'big', click: () => this.session.goOn('telegram', null) }, h('span', { class: 'mark tg' }, icon('telegram')), h('b', {}, this.word.goOnTelegram), icon('right')),
      form,
      this.state,
    );
  }
}

/** The one-time token by which a page of ours was opened, taken out of its address so that it is not passed on. */
export function tokenOf(location: Location, history: History): string | null {
  const match = /^#onethread=([A-Za-z0-9_-]{43})$/.exec(location.hash);
  if (match === null) return null;
  history.replaceState(history.state, '', location.pathname + location.search);
  return match[1] ?? null;
}
