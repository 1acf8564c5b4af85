import type { Rule } from './reading/rule-finding.ts';
import { ambientAccessRule } from './rules/ambient-access-rule.ts';
import { documentLinkRule } from './rules/document-link-rule.ts';
import { documentedCommandRule } from './rules/documented-command-rule.ts';
import { faceRule } from './rules/face-rule.ts';
import { fileNameRule } from './rules/file-name-rule.ts';
import { fileSizeRule } from './rules/file-size-rule.ts';
import { importCycleRule } from './rules/import-cycle-rule.ts';
import { importEffectRule } from './rules/import-effect-rule.ts';
import { importLadderRule } from './rules/import-ladder-rule.ts';
import { libraryHomeRule } from './rules/library-home-rule.ts';
import { migrationRule } from './rules/migration-rule.ts';
import { roleSuffixRule } from './rules/role-suffix-rule.ts';
import { securityPageRule } from './rules/security-page-rule.ts';
import { sqlPlaceRule } from './rules/sql-place-rule.ts';
import { testCodeRule } from './rules/test-code-rule.ts';
import { weakenedCheckRule } from './rules/weakened-check-rule.ts';
import { webLayersRule } from './rules/web-layers-rule.ts';
import { workspaceImportsRule } from './rules/workspace-imports-rule.ts';

/** Every house rule, in the order in which a newcomer should hear of them. */
export const ALL_RULES: readonly Rule[] = [
  importLadderRule,
  workspaceImportsRule,
  webLayersRule,
  importCycleRule,
  libraryHomeRule,
  faceRule,
  fileNameRule,
  roleSuffixRule,
  fileSizeRule,
  sqlPlaceRule,
  migrationRule,
  ambientAccessRule,
  importEffectRule,
  weakenedCheckRule,
  testCodeRule,
  documentLinkRule,
  documentedCommandRule,
  securityPageRule,
];
