import { plural } from '#pages/plural';
import type { Role } from '#contract/people';
import type { Retry } from '#contract/problems';
import type { StoryStatus } from '#contract/story';
import type { Language } from './language.js';

interface ShellWords {
  /** Of the window. */
  readonly title: string;
  readonly desk: string;
  readonly name: string;
  readonly password: string;
  readonly newPassword: string;
  readonly passwordRule: string;
  readonly signIn: string;
  readonly signInElsewhere: string;
  readonly signOut: string;
  readonly staysLocked: (unsent: number) => string;
  readonly isLost: (unsent: number) => string;
  readonly isThrownAway: string;
  readonly signOutAllTheSame: string;
  readonly wiped: string;
  readonly haveInvitation: string;
  readonly haveReset: string;
  readonly secret: string;
  readonly accept: string;
  readonly setPassword: string;
  readonly back: string;
  readonly passwordIsSet: string;
  readonly language: string;
  readonly starting: string;
  readonly cutOff: string;
  readonly tryAgain: string;
  readonly notLoaded: string;
  readonly full: string;
  readonly unreachable: string;
  readonly wrongPassword: string;
  readonly sessionOver: string;
  readonly notAllowed: string;
  readonly tooMany: string;
  readonly noSuchStory: string;
  readonly secretSpent: string;
  readonly nameTaken: string;
  readonly failed: string;
  /** Of a refusal that has no sentence of its own: what can help. */
  readonly refused: Readonly<Record<Retry, string>>;
  readonly stories: string;
  readonly noStories: string;
  readonly noStoriesForYou: string;
  readonly newStory: string;
  readonly readersPage: string;
  readonly file: string;
  readonly atTheDesk: string;
  readonly setup: string;
  readonly people: string;
  readonly audit: string;
  readonly account: string;
  readonly roles: Readonly<Record<Role, string>>;
  readonly statuses: Readonly<Record<StoryStatus, string>>;
}

const [enCount, ruCount] = [plural('en'), plural('ru')];
const RU_POSTS = {
  one: 'Не отправлено # сообщение',
  few: 'Не отправлено # сообщения',
  other: 'Не отправлено # сообщений',
};

const EN: ShellWords = {
  title: 'Dateline desk',
  desk: 'Desk',
  name: 'Name',
  password: 'Password',
  newPassword: 'New password',
  passwordRule: 'At least 10 characters. A few words that belong to nobody are best.',
  signIn: 'Sign in',
  signInElsewhere: 'Sign in with your organisation’s account',
  signOut: 'Sign out',
  staysLocked: (unsent) =>
    `${enCount(unsent, { one: '# post is', other: '# posts are' })} not sent. It stays on this device, unreadable, until you sign in here with your password.`,
  isLost: (unsent) =>
    `${enCount(unsent, { one: '# post is', other: '# posts are' })} not sent. Signing out deletes what is on this device: there is no password that could bring it back.`,
  isThrownAway:
    'What is being written at the desk is not saved. Signing out throws it away, in every tab: send it first, or copy it.',
  signOutAllTheSame: 'Sign out all the same',
  wiped: 'Nothing of Dateline is kept on this device any more.',
  haveInvitation: 'I was invited',
  haveReset: 'I was given a reset code',
  secret: 'Code you were given',
  accept: 'Join the newsroom',
  setPassword: 'Set the password',
  back: 'Back',
  passwordIsSet: 'The password is set. Sign in with it.',
  language: 'Language',
  starting: 'Opening the desk…',
  cutOff: 'The newsroom cannot be reached. What you file is kept on this device.',
  tryAgain: 'Try again',
  notLoaded: 'This screen could not be loaded: there is no network.',
  full: 'This device is full: it keeps nothing new until you make room, by deleting photos or apps. What waits here is sent all the same, and photos that are sent make room.',
  unreachable: 'No answer from the newsroom. Nothing is lost: try again.',
  wrongPassword:
    'Name and password do not belong together. If you have forgotten it, ask an admin for a reset.',
  sessionOver: 'You are signed out. Sign in again: what you wrote is still here.',
  notAllowed: 'You may not do that here. An editor or an admin can.',
  tooMany: 'Too many attempts. Wait a little, then try again.',
  noSuchStory: 'There is no live blog at this address. “Live blogs” above has all of yours.',
  secretSpent: 'This code was used, has run out, or never was. Ask an admin for another.',
  nameTaken: 'Somebody has this name. Choose another.',
  failed: 'That did not work.',
  refused: {
    never: 'That is not possible here.',
    same: 'That did not work. Try again in a moment.',
    changed: 'That was not taken as it is. Look at it, and change it.',
    ...{ resume: 'That did not work.', snapshot: 'That did not work.' },
  },
  stories: 'Live blogs',
  noStories: 'No live blogs yet.',
  noStoriesForYou: 'You are not assigned to a live blog yet. An admin does that.',
  newStory: 'New live blog',
  readersPage: 'Readers’ page',
  file: 'File',
  atTheDesk: 'Desk',
  setup: 'Set-up',
  people: 'People',
  audit: 'Audit',
  account: 'Account',
  roles: { reporter: 'reporter', editor: 'editor', admin: 'admin' },
  statuses: { draft: 'draft', live: 'live', paused: 'paused', closed: 'closed', archived: 'archived' },
};

const RU: ShellWords = {
  title: 'Dateline: редакция',
  desk: 'Редакция',
  name: 'Имя',
  password: 'Пароль',
  newPassword: 'Новый пароль',
  passwordRule: 'Не короче 10 знаков. Лучше всего — несколько слов, которые никому не принадлежат.',
  signIn: 'Войти',
  signInElsewhere: 'Войти с учётной записью организации',
  signOut: 'Выйти',
  staysLocked: (unsent) =>
    `${ruCount(unsent, RU_POSTS)}. Всё останется на этом устройстве, но прочесть это можно будет, только если вы снова войдёте здесь со своим паролем.`,
  isLost: (unsent) =>
    `${ruCount(unsent, RU_POSTS)}. При выходе всё написанное на этом устройстве будет удалено: пароля, который вернул бы это, нет.`,
  isThrownAway:
    'Начатое в редакции не сохранено. При выходе оно пропадёт во всех вкладках: сначала отправьте или скопируйте его.',
  signOutAllTheSame: 'Всё равно выйти',
  wiped: 'На этом устройстве больше ничего не хранится.',
  haveInvitation: 'Меня пригласили',
  haveReset: 'У меня код сброса пароля',
  secret: 'Полученный код',
  accept: 'Присоединиться',
  setPassword: 'Сохранить пароль',
  back: 'Назад',
  passwordIsSet: 'Пароль сохранён. Войдите с ним.',
  language: 'Язык',
  starting: 'Открываем редакцию…',
  cutOff: 'Нет связи с редакцией. Всё, что вы напишете, сохранится на этом устройстве.',
  tryAgain: 'Повторить',
  notLoaded: 'Не удалось загрузить этот экран: нет сети.',
  full: 'На устройстве нет места: новое не сохранится, пока вы не удалите лишние фото или приложения. То, что ждёт здесь, всё равно отправится, и отправленные фото освободят место.',
  unreachable: 'Редакция не отвечает. Ничего не потеряно: повторите попытку.',
  wrongPassword:
    'Имя и пароль не подходят друг к другу. Если вы забыли пароль, попросите администратора о сбросе.',
  sessionOver: 'Сеанс окончен. Войдите снова: написанное сохранилось.',
  notAllowed: 'Здесь вам это недоступно. Обратитесь к редактору или администратору.',
  tooMany: 'Слишком много попыток. Подождите немного и повторите.',
  noSuchStory: 'По этому адресу трансляции нет. Все ваши — вверху, под «Онлайн-трансляции».',
  secretSpent:
    'Этот код уже использован, истёк или никогда не существовал. Попросите у администратора новый.',
  nameTaken: 'Это имя занято. Выберите другое.',
  failed: 'Не получилось.',
  refused: {
    never: 'Здесь это невозможно.',
    same: 'Не получилось. Повторите чуть позже.',
    changed: 'В таком виде это не приняли. Проверьте и измените.',
    ...{ resume: 'Не получилось.', snapshot: 'Не получилось.' },
  },
  stories: 'Онлайн-трансляции',
  noStories: 'Трансляций пока нет.',
  noStoriesForYou: 'Вам пока не назначена ни одна трансляция. Это делает администратор.',
  newStory: 'Новая трансляция',
  readersPage: 'Страница для читателей',
  file: 'Сообщить',
  atTheDesk: 'Редакция',
  setup: 'Настройки',
  people: 'Люди',
  audit: 'Журнал',
  account: 'Учётная запись',
  roles: { reporter: 'корреспондент', editor: 'редактор', admin: 'администратор' },
  statuses: {
    draft: 'черновик',
    live: 'идёт',
    paused: 'на паузе',
    closed: 'закончена',
    archived: 'в архиве',
  },
};

/** What stands around every screen. Each room has words of its own, in the same way. */
export const SHELL_WORDS: Readonly<Record<Language, ShellWords>> = { en: EN, ru: RU };
