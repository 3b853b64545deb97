import { Controller, Get, Header, Query } from '@nestjs/common';
import type { FoundPlaces } from '#contract/place';
import { Does } from '../access/access.guard.js';
import { malformed } from '../http/query.js';
import { PlaceIndex } from './place-index.js';

const ATTRIBUTION = 'GeoNames (geonames.org), CC BY 4.0';
const LONGEST = 80;

@Controller('v1/places')
export class PlacesController {
  private readonly index = new PlaceIndex();

  /** Towns and cities by the beginning of their name, Latin or Cyrillic, with coordinates and time zone. */
  @Get()
  @Does('place.search')
  @Header('cache-control', 'private, max-age=86400')
  async find(@Query('q') wanted: unknown): Promise<FoundPlaces> {
    if (typeof wanted !== 'string' || wanted.length > LONGEST)
      throw malformed('q', `must be a text of at most ${LONGEST} characters`);
    return { places: await this.index.find(wanted), attribution: ATTRIBUTION };
  }
}
