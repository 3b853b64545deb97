import { Module } from '@nestjs/common';
import { ApiModule } from '../../api/src/api.module.js';
import { RelayModule } from '../../relay/src/relay.module.js';
import { Gateways } from './gateways/gateways.js';

/** A newsroom on one port whose readers are served by gateways in processes of their own. */
@Module({ imports: [ApiModule, RelayModule], providers: [Gateways] })
export class NewsroomOfProcessesModule {}
