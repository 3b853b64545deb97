// Peer: a NestJS gateway on socket.io as its documentation shows it. Decorators are called as functions: this is JavaScript.
import 'reflect-metadata';
import { Body, Controller, Module, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { IoAdapter } from '@nestjs/platform-socket.io';
import { ConnectedSocket, SubscribeMessage, WebSocketGateway, WebSocketServer } from '@nestjs/websockets';

class LiveGateway {
  async follow(socket) {
    await socket.join('story');
    return { mode: 'new' };
  }

  publish(update) {
    this.server.to('story').emit('update', update);
  }
}
WebSocketServer()(LiveGateway.prototype, 'server');
ConnectedSocket()(LiveGateway.prototype, 'follow', 0);
method(LiveGateway, 'follow', SubscribeMessage('follow'));
WebSocketGateway({ namespace: '/live' })(LiveGateway);

class UpdatesController {
  constructor(live) {
    this.live = live;
  }

  post(update) {
    this.live.publish(update);
    return {};
  }
}
Body()(UpdatesController.prototype, 'post', 0);
method(UpdatesController, 'post', Post());
Reflect.defineMetadata('design:paramtypes', [LiveGateway], UpdatesController);
Controller('updates')(UpdatesController);

class PeerModule {}
Module({ providers: [LiveGateway], controllers: [UpdatesController] })(PeerModule);

function method({ prototype }, name, decorate) {
  decorate(prototype, name, Object.getOwnPropertyDescriptor(prototype, name));
}

const app = await NestFactory.create(PeerModule, new FastifyAdapter(), { logger: ['error', 'warn'] });
app.useWebSocketAdapter(new IoAdapter(app));
await app.listen(Number(process.env.PORT ?? 0), '127.0.0.1');
process.stdout.write(`The peer is ready at ${await app.getUrl()}\n`);
