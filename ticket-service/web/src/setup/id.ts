const LETTERS: Record<string, string> = {
  а: 'a', б: 'b', в: 'v', г: 'g', д: 'd', е: 'e', ё: 'e', ж: 'zh', з: 'z', и: 'i', й: 'y', к: 'k', л: 'l', м: 'm', н: 'n', о: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u',
  ф: 'f', х: 'h', ц: 'ts', ч: 'ch', ш: 'sh', щ: 'sch', ъ: '', ы: 'y', ь: '', э: 'e', ю: 'yu', я: 'ya',
};

/** What routing takes as an id. */
export const ID = /^[A-Za-z0-9][A-Za-z0-9._@+-]{0,99}$/;

/** An id that a person recognises, made of a name: "Возвраты, VIP" becomes "vozvraty-vip". */
export function idOf(name: string): string {
  const latin = [...name.toLowerCase()].map(letter => LETTERS[letter] ?? letter).join('');
  return latin.normalize('NFKD').replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 60);
}
