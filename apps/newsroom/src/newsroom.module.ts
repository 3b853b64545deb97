import { Module } from '@nestjs/common';
import { ApiModule } from '../../api/src/api.module.js';
import { GatewayModule } from '../../gateway/src/gateway.module.js';
import { RelayModule } from '../../relay/src/relay.module.js';

/** A whole newsroom in one process on one port. */
@Module({ imports: [ApiModule, RelayModule, GatewayModule] })
export class NewsroomModule {}
