import { RUSSIAN } from '#pages/words-ru';
import { goLive } from './story.js';

goLive(RUSSIAN);
