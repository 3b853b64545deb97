import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { onWebsocketRequest } from '../../../gateway/src/line/websocket-requests.js';
import type { GatewayKeeper } from './gateway-keeper.js';
import { type LiveAddress, liveAddress } from './live-address.js';
import { passOn } from './pass-on.js';
import { NO_GATEWAY, type Refusal, refuse, refuseUpgrade, UNKNOWN_SESSION } from './refusals.js';
import { hasBody, requestBytes } from '../../../gateway/src/line/request-bytes.js';

/** Who serves readers at the moment. */
export interface Serving {
  /** The one that gave this Engine.IO id, while it runs. */
  holding(sid: string): GatewayKeeper | undefined;
  /** The one with the fewest readers, of those that are up. */
  leastBusy(except?: GatewayKeeper): GatewayKeeper | undefined;
}

/**
 * Sends what comes in at the newsroom's one port to where it belongs. Websockets and streams are given away with
 * their connection: nothing of them passes here again. Polling is several requests on any connection, each passed on.
 */
export class FrontDoor {
  constructor(private readonly gateways: Serving) {}

  /** Before the server listens, and after its owner's `request` listeners are there. */
  openAt(server: Server): void {
    const own = server.listeners('request') as RequestListener[];
    server.removeAllListeners('request');
    server.on('request', (request, response) => {
      const address = liveAddress(request);
      if (address) this.answer(request, response, address);
      else for (const listener of own) listener.call(server, request, response);
    });
    onWebsocketRequest(
      server,
      (request) => liveAddress(request)?.kind === 'socket',
      (request, connection, head) => this.upgrade(request, connection, head),
    );
  }

  private upgrade(request: IncomingMessage, connection: Socket, head: Buffer): void {
    const gateway = this.gatewayFor(liveAddress(request) ?? {});
    if ('status' in gateway) refuseUpgrade(connection, gateway);
    else gateway.give(connection, requestBytes(request) + head.toString('latin1'));
  }

  private answer(request: IncomingMessage, response: ServerResponse, address: LiveAddress): void {
    const gateway = this.gatewayFor(address);
    if ('status' in gateway) refuse(response, gateway);
    // Told to close, since whatever is asked on the connection afterwards is not for a gateway.
    else if (address.kind === 'stream' && canBeGiven(request, response))
      gateway.give(request.socket, requestBytes(request, { connection: 'close' }));
    else this.pass(request, response, gateway, address);
  }

  private pass(
    request: IncomingMessage,
    response: ServerResponse,
    gateway: GatewayKeeper,
    { sid }: LiveAddress,
  ): void {
    if (sid === undefined) gateway.expects();
    passOn(request, response, gateway.port, () => {
      const isNewcomer = sid === undefined && !hasBody(request);
      const other = isNewcomer ? this.gateways.leastBusy(gateway) : undefined;
      if (!other) refuse(response, sid ? UNKNOWN_SESSION : NO_GATEWAY);
      else passOn(request, response, other.port, () => refuse(response, NO_GATEWAY));
    });
  }

  private gatewayFor({ sid }: Pick<LiveAddress, 'sid'>): GatewayKeeper | Refusal {
    if (sid !== undefined) return this.gateways.holding(sid) ?? UNKNOWN_SESSION;
    return this.gateways.leastBusy() ?? NO_GATEWAY;
  }
}

/** Nothing is still to be sent or read on the connection but this. */
function canBeGiven(request: IncomingMessage, response: ServerResponse): boolean {
  const { socket } = request;
  const isNext = response.socket === socket && socket.writableLength === 0;
  return isNext && request.method === 'GET' && !hasBody(request);
}
