import type { ProblemCode } from '#contract/problems';
import type { Language } from '../shell/language.js';

interface RefusedWords {
  readonly codes: Partial<Record<ProblemCode, string>>;
}

const EN: RefusedWords = {
  codes: {
    malformed: 'Something in it cannot be read. What you typed is still here.',
    stale_revision: 'Somebody changed it meanwhile. Both versions are shown; yours is still here.',
    stale_version: 'Somebody changed this meanwhile. The newest is shown now; look, and do it again.',
    leased: 'Somebody else is working on it. You can take it over, or wait.',
    not_a_typo: 'This is more than a typing error, or too late for a silent fix. Write a note for readers.',
    update_retracted: 'It was retracted meanwhile. Restore it first; what you wrote is still here.',
    not_retracted: 'It is not retracted any more.',
    too_late_to_undo: 'The ten seconds are over. It can be corrected or retracted with a note.',
    second_person_needed: 'You filed this figure. Somebody else rules on it, or you say why not.',
    filing_settled: 'Somebody has dealt with it already.',
    figure_held: 'A figure in it is more than is plausible. Say why it counts all the same.',
    flags_not_seen: 'The photo is flagged. Tick that you have seen why.',
    flag_answered: 'Somebody answered it otherwise.',
    story_closed: 'The live blog is closed: it takes corrections, and no new updates.',
    story_archived: 'The live blog is archived.',
    story_paused: 'The live blog is paused.',
    story_draft: 'Readers do not see this live blog yet. Open it first.',
    unknown_city: 'The live blog has no such city. Choose one, or add it.',
    unknown_source: 'The live blog has no such source. Choose one, or add it.',
    unknown_metric: 'The live blog does not count that.',
    in_the_future: 'The time lies ahead of ours.',
    invalid_figure: 'A figure does not say exactly one thing.',
    too_large: 'It is too long. Shorten it; it is still here.',
    still_in_use: 'Updates use what this would remove.',
    not_pinned: 'The pins were changed meanwhile. The newest order is shown now.',
    busy: 'The live blog is busy. Try again in a moment; nothing is lost.',
    outcome_unknown: 'It is not known whether this was recorded. Send it again: it happens only once.',
  },
};

const RU: RefusedWords = {
  codes: {
    malformed: 'Что-то не удаётся прочесть. Написанное сохранилось.',
    stale_revision: 'Это успели изменить. Показаны обе версии; ваша сохранилась.',
    stale_version: 'Это успели изменить. Показано самое новое: проверьте и повторите.',
    leased: 'Над этим работает другой редактор. Можно перенять или подождать.',
    not_a_typo: 'Это больше, чем опечатка, или время тихой правки прошло. Напишите пояснение для читателей.',
    update_retracted: 'Сообщение успели отозвать. Сначала восстановите его; написанное сохранилось.',
    not_retracted: 'Сообщение уже не отозвано.',
    too_late_to_undo: 'Десять секунд прошли. Можно исправить или отозвать с пояснением.',
    second_person_needed: 'Эту цифру подали вы. Решает другой редактор, или объясните, почему нет.',
    filing_settled: 'С этим уже разобрались.',
    figure_held: 'Одна из цифр выше правдоподобной. Объясните, почему её всё же считать.',
    flags_not_seen: 'Фото с пометкой. Отметьте, что видели, почему.',
    flag_answered: 'На это ответили иначе.',
    story_closed: 'Трансляция закончена: принимаются исправления, но не новые сообщения.',
    story_archived: 'Трансляция в архиве.',
    story_paused: 'Трансляция на паузе.',
    story_draft: 'Читатели ещё не видят эту трансляцию. Сначала откройте её.',
    unknown_city: 'В трансляции нет такого города. Выберите другой или добавьте его.',
    unknown_source: 'В трансляции нет такого источника. Выберите другой или добавьте его.',
    unknown_metric: 'В этой трансляции такое не считают.',
    in_the_future: 'Это время ещё не наступило.',
    invalid_figure: 'Цифра говорит не что-то одно.',
    too_large: 'Слишком длинно. Сократите; написанное сохранилось.',
    still_in_use: 'Сообщения используют то, что исчезло бы.',
    not_pinned: 'Закреплённое успели изменить. Показан новый порядок.',
    busy: 'Трансляция перегружена. Повторите через мгновение: ничего не потеряно.',
    outcome_unknown: 'Неизвестно, записано ли это. Отправьте снова: дважды это не произойдёт.',
  },
};

export const REFUSED_WORDS: Readonly<Record<Language, RefusedWords>> = { en: EN, ru: RU };
