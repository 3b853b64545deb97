// Sources are written with ".js" specifiers (Node ESM); under Jest the file on disk is ".ts".
const fs = require('node:fs');
const path = require('node:path');
module.exports = (request, options) => {
  if (
    request.startsWith('.') &&
    request.endsWith('.js') &&
    !options.basedir.includes(`${path.sep}node_modules${path.sep}`)
  ) {
    for (const extension of ['.ts', '.tsx']) {
      const source = path.resolve(options.basedir, request.slice(0, -3) + extension);
      if (fs.existsSync(source)) return source;
    }
  }
  return options.defaultResolver(request, options);
};
