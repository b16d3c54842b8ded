/** Answers to one kind of question, each asked once, however often it is needed. */
export class Answers<K, T> {
  private readonly known = new Map<K, Promise<T>>();

  /** The answer about `key`; `ask` is called when it is not known yet. */
  of(key: K, ask: () => Promise<T>): Promise<T> {
    const answer = this.known.get(key) ?? ask();
    this.known.set(key, answer);
    return answer;
  }

  /** Takes an answer that is known from elsewhere. */
  learn(key: K, answer: T): void {
    this.known.set(key, Promise.resolve(answer));
  }
}
