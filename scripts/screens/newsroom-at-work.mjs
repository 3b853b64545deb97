// The newsroom of the screens: its people, and something of every kind that may wait, be live or be over.
import { randomUUID } from 'node:crypto';
import sharp from 'sharp';
import { ask, DAY, invite, PASSWORD, signInAt } from '../../test/load/pages/visitors.mjs';
import * as filed from './what-was-filed.mjs';

const { TONIGHT, CLOSED } = filed;

/** `{url, token}`: a newsroom with the recorded day, and an admin's token. */
export async function aNewsroomAtWork(newsroom) {
  const at = new AtWork(newsroom);
  await at.open();
  await at.fileTheDay();
  await at.fileTonight();
  await at.raiseQuestions();
  await at.correctAndWait();
  await at.closeTheRally();
  return at;
}

class AtWork {
  tokens = {};
  photo = null;
  newcomers = [...filed.NEWCOMERS];

  constructor({ url, token }) {
    this.url = url;
    this.tokens.admin = token;
  }

  /** Asked by a person; `ifMatch`: the revision or version that was read. Fails unless the newsroom agrees. */
  ask(name, method, path, body, ifMatch) {
    const headers = ifMatch === undefined ? {} : { 'if-match': `"${ifMatch}"` };
    return ask(`${this.url}/v1${path}`, { method, token: this.tokens[name], body, headers });
  }

  send(name, method, path, fields = {}, ifMatch = undefined) {
    return this.ask(name, method, path, { requestId: randomUUID(), ...fields }, ifMatch);
  }

  post(name, update, story = TONIGHT) {
    return this.ask(name, 'POST', `/stories/${story}/updates`, update);
  }

  async open() {
    for (const [story, setup] of Object.entries(filed.STORIES))
      await this.ask('admin', 'PUT', `/stories/${story}`, setup);
    for (const { name, role, works = null } of filed.PEOPLE) {
      await invite({ url: this.url, token: this.tokens.admin }, name, role, works);
      const body = { name, password: PASSWORD };
      this.tokens[name] = (await ask(`${this.url}/v1/sign-in`, { method: 'POST', body })).accessToken;
    }
    const expect = (name) => this.ask('admin', 'POST', '/people', { name, role: 'reporter' });
    await expect(filed.EXPECTED);
    const { person } = await expect(filed.FROZEN);
    await this.ask('admin', 'POST', `/people/${person.id}/freezing`, {});
  }

  async fileTheDay() {
    for (const update of filed.OF_THE_DAY()) await this.post('Rita', update, DAY);
  }

  async fileTonight() {
    const said = filed.OF_TONIGHT();
    const story = `/stories/${TONIGHT}`;
    this.photo = await aQueue();
    for (const { photo } of [filed.photo, filed.waitingPhoto]) await this.sendPhoto('Rita', photo);
    for (const update of Object.values(said))
      await this.post(update.city === 'omsk' ? 'Pavel' : 'Rita', update);
    await this.approve(filed.photo.photo);
    await this.send('Edith', 'POST', `${story}/updates/${said.mistaken.id}/retraction`, {
      note: filed.TYPED.mistaken,
    });
    const { first } = said;
    await this.send('Edith', 'PUT', `${story}/pins/${first.id}`);
    await this.send('Edith', 'PUT', `${story}/pins/${said.queue.id}`);
    await this.send('Edith', 'PUT', `${story}/updates/${first.id}/key-event`, { keyEvent: true }, 1);
    const better = { ...first, text: filed.TYPED.clearer };
    await this.send('Edith', 'POST', `${story}/updates/${first.id}/revisions`, corrected(better), 1);
    this.correctable = said.correctable.id;
    this.contested = said.omsk.id;
    const introduction = await this.ask('Edith', 'GET', `${story}/introduction`);
    await this.send('Edith', 'PUT', `${story}/introduction`, filed.KNOWN, introduction.version);
    await this.ask('Edith', 'POST', `${story}/notes`, { id: randomUUID(), ...filed.NOTE });
    const { version } = await this.ask('Edith', 'GET', `${story}/handover`);
    await this.ask('Edith', 'PUT', `${story}/handover`, { text: filed.HANDOVER }, version);
  }

  async raiseQuestions() {
    const { leap, lower, same } = filed.QUESTIONS();
    for (const update of [leap, lower, same[0]]) await this.post('Rita', update);
    await this.post('Pavel', same[1]);
    for (const update of filed.WAITING()) await this.post('Rita', update);
  }

  /** An editor reads a correction first, and readers wait for what is of Omsk. */
  async correctAndWait() {
    const path = `/stories/${TONIGHT}/updates/${this.correctable}/revisions`;
    await this.works({ review: 'all' });
    await this.send('Rita', 'POST', path, filed.CORRECTION, 1);
    await this.works({ cityDelays: { omsk: 15 } });
    await this.post('Pavel', filed.DELAYED());
  }

  async works(changes) {
    const path = `/stories/${TONIGHT}/desk-settings`;
    const { version } = await this.ask('Edith', 'GET', path);
    const settings = { review: 'none', trusted: [], delay: 0, cityDelays: {}, ...changes };
    await this.ask('Edith', 'PUT', path, settings, version);
  }

  async closeTheRally() {
    for (const update of filed.OF_THE_RALLY()) await this.post('Edith', update, CLOSED);
    await this.send('Edith', 'POST', `/stories/${CLOSED}/closing`);
  }

  /** One more update, of now. */
  postNews() {
    return this.post('Pavel', filed.NEWS());
  }

  /** What Rita filed of a place that nobody knows goes back to her. */
  async sendBack(note) {
    const path = `/stories/${TONIGHT}/filings`;
    const { filings } = await this.ask('Edith', 'GET', `${path}?state=submitted`);
    const { id, version } = filings.find(({ content }) => content.city === filed.TYPED.place);
    await this.send('Edith', 'POST', `${path}/${id}/sending-back`, { note }, version);
  }

  /** Of somebody who is not invited yet. */
  aName() {
    return this.newcomers.shift();
  }

  /** Somebody else corrects what Edith is correcting. */
  async correctMeanwhile() {
    const path = `/stories/${TONIGHT}/updates/${this.contested}`;
    await this.ask('Ada', 'PUT', `${path}/lease`, { takeOverFrom: 'Edith' });
    const { update } = await this.ask('Ada', 'GET', path);
    const better = { ...update, text: filed.TYPED.closer };
    await this.send('Ada', 'POST', `${path}/revisions`, corrected(better), update.revision);
    await this.ask('Ada', 'DELETE', `${path}/lease`);
  }

  async sendPhoto(by, id) {
    const { status } = await fetch(`${this.url}/v1/stories/${TONIGHT}/photos/${id}`, {
      method: 'PUT',
      headers: { 'content-type': 'image/jpeg', authorization: `Bearer ${this.tokens[by]}` },
      body: this.photo,
    });
    if (status >= 300) throw new Error(`The photo was not taken: ${status}`);
  }

  async approve(photo) {
    const path = `/stories/${TONIGHT}/photos/${photo}`;
    const { version } = await this.ask('Edith', 'GET', path);
    await this.ask('Edith', 'POST', `${path}/review`, { state: 'approved' }, version);
  }

  async signIn(page, name) {
    await page.goto(`${this.url}/desk`);
    await signInAt(page, name);
  }
}

const corrected = ({ text, headline, figures = [], evidence }) => ({
  ...{ text, headline: headline ?? undefined, evidence, correctionNote: filed.TYPED.why },
  figures: figures.map(({ metric, source, value }) => ({ metric, source, value })),
});

/** A drawing in place of a photo: nobody can be recognised. */
function aQueue() {
  const people = Array.from({ length: 9 }, (_, n) => {
    const x = 60 + n * 72;
    return `<circle cx="${x}" cy="300" r="20"/><rect x="${x - 24}" y="324" width="48" height="120" rx="20"/>`;
  });
  const wall =
    '<rect width="800" height="450" fill="#c9c2b6"/><rect y="430" width="800" height="20" fill="#8b857b"/>';
  const door = '<rect x="690" y="190" width="90" height="240" fill="#5b4a3a"/>';
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="800" height="450">${wall}${door}<g fill="#3d4650">${people.join('')}</g></svg>`;
  return sharp(Buffer.from(svg)).jpeg({ quality: 80 }).toBuffer();
}
