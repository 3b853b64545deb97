import { ENGLISH } from '#pages/words-en';
import { goLive } from './story.js';

goLive(ENGLISH);
