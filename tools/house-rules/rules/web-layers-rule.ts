import { isCode, isTestCode } from '../reading/file-kinds.ts';
import { importsOf } from '../reading/import-statements.ts';
import type { Finding, RepositoryFile, Rule } from '../reading/rule-finding.ts';

const SOURCE = 'apps/web/src/';

/** `lib, ui ← features ← pages ← app`; files at the root of src/ (main.tsx) stand above all. */
const LAYERS: Readonly<Record<string, number>> = {
  locales: 0,
  styles: 0,
  lib: 0,
  ui: 0,
  features: 1,
  pages: 2,
  app: 3,
};
const ROOT_LAYER = 4;

/** lib/ and ui/ may take what is below both: texts, styles, and each other as far as `ui` draws with what `lib` knows. */
const SAME_LAYER: readonly string[] = ['ui → lib', 'ui → styles', 'lib → locales', 'ui → locales'];

const layerOf = (path: string): string | null => {
  const inside = path.slice(SOURCE.length);
  return inside.includes('/') ? inside.slice(0, inside.indexOf('/')) : null;
};

const heightOf = (layer: string | null): number | undefined => (layer === null ? ROOT_LAYER : LAYERS[layer]);

const featureOf = (path: string): string | undefined => /^apps\/web\/src\/features\/([^/]+)\//.exec(path)?.[1];

const problemOf = (from: string, to: string): string | null => {
  const fromLayer = layerOf(from);
  const toLayer = layerOf(to);
  const fromHeight = heightOf(fromLayer);
  const toHeight = heightOf(toLayer);
  if (fromHeight === undefined || toHeight === undefined) return null;
  if (toHeight > fromHeight)
    return `imports up, ${fromLayer} from ${toLayer ?? 'the root'}: hand it down as a property, or move it lower`;
  const feature = featureOf(to);
  if (featureOf(from) !== undefined && feature !== featureOf(from) && feature !== undefined) {
    return `the feature ${featureOf(from)} imports the feature ${feature}: let the page compose them, or move what both need to lib/`;
  }
  if (toHeight < fromHeight || fromLayer === toLayer) return null;
  if (SAME_LAYER.includes(`${fromLayer} → ${toLayer}`)) return null;
  return `imports sideways, ${fromLayer} from ${toLayer}: these do not know each other`;
};

const checkFile = (file: RepositoryFile): Finding[] => {
  const layer = layerOf(file.path);
  if (heightOf(layer) === undefined) {
    return [
      {
        path: file.path,
        line: 1,
        message: `the folder ${layer} is no layer of the web client (${Object.keys(LAYERS).join(', ')})`,
      },
    ];
  }
  return importsOf(file).flatMap(({ target, line }) => {
    if (!target?.startsWith(SOURCE)) return [];
    const message = problemOf(file.path, target);
    return message === null ? [] : [{ path: file.path, line, message }];
  });
};

/** A feature never imports a feature: pages compose them. */
export const webLayersRule: Rule = {
  title: 'the web client imports down its layers only, and no feature imports a feature',
  check: (files) =>
    files.filter(({ path }) => path.startsWith(SOURCE) && isCode(path) && !isTestCode(path)).flatMap(checkFile),
};
