// Prints every address the newsroom registers, with the row of the policy table it is held to. Needs `npm run build`.
import 'reflect-metadata';
import { ModulesContainer } from '@nestjs/core';
import { ACTION } from '#domain/story/policy';
import { OTHER_METHOD } from '../../dist/apps/api/src/http/other-methods.js';
import { httpServer } from '../../dist/apps/api/src/server.js';
import { NewsroomModule } from '../../dist/apps/newsroom/src/newsroom.module.js';

const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'ALL', 'OPTIONS', 'HEAD'];
const app = await httpServer(NewsroomModule);
const registered = [];
const own = {}; // of handlers on Fastify itself
app
  .getHttpAdapter()
  .getInstance()
  .addHook('onRoute', ({ method, url, config }) => {
    if (config?.[OTHER_METHOD]) return;
    for (const name of [method].flat()) registered.push(`${name} ${url}`);
    if (config?.[ACTION]) own[`${method} ${url}`] = config[ACTION];
  });
await app.init();
const actions = {
  ...own,
  ...Object.fromEntries(
    [...app.get(ModulesContainer).values()].flatMap((module) =>
      [...module.controllers.values()].flatMap(({ metatype }) => routesOf(metatype)),
    ),
  ),
};
process.stdout.write(`\n${JSON.stringify({ registered, actions })}\n`, () => process.exit());

function routesOf(controller) {
  const base = Reflect.getMetadata('path', controller);
  return Object.getOwnPropertyNames(controller.prototype).flatMap((name) => {
    const handler = controller.prototype[name];
    const path = Reflect.getMetadata('path', handler);
    if (name === 'constructor' || path === undefined) return [];
    const method = METHODS[Reflect.getMetadata('method', handler)];
    const action = Reflect.getMetadata(ACTION, handler) ?? null;
    return [path].flat().map((each) => [`${method} ${addressOf(base, each)}`, action]);
  });
}

function addressOf(...parts) {
  return `/${parts
    .map((part) => part.replace(/^\/|\/$/g, ''))
    .filter(Boolean)
    .join('/')}`;
}
