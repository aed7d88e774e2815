/* The arrows of the architecture: whatever is not listed here is an error. */
const folder = (name) => `^services/${name}/`;
const only = (from, ...allowed) => ({
  name: `${from}-imports-only`,
  severity: "error",
  comment: `${from} imports ${allowed.join(", ") || "nothing of the services"}`,
  from: { path: folder(from) },
  to: { path: "^(services|scripts|test)/", pathNot: [from, ...allowed].map(folder) },
});

module.exports = {
  forbidden: [
    {
      name: "no-cycles",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "no-orphans",
      severity: "error",
      comment: "What a browser fetches nobody imports.",
      from: { orphan: true, path: "^services/", pathNot: "^services/gateway/pages/" },
      to: {},
    },
    {
      name: "not-to-dev-dependencies",
      severity: "error",
      comment: "What runs the tests itself needs what the tests need.",
      from: { path: "^(services|scripts)/", pathNot: "^scripts/mutate/" },
      to: { dependencyTypes: ["npm-dev"] },
    },
    {
      name: "services-do-not-import-scripts-or-tests",
      severity: "error",
      from: { path: "^services/" },
      to: { path: "^(scripts|test)/" },
    },
    only("domain"),
    only("evm", "domain"),
    only("store", "domain"),
    only("documents", "domain"),
    only("node", "domain", "evm"),
    only("chain", "domain", "evm"),
    only("indexer", "domain", "evm", "chain", "store"),
    only("scheduler", "domain", "store", "chain"),
    only("auditor/format", "domain", "evm"),
    only("auditor/verify", "domain", "evm", "auditor/format"),
    only("auditor/build", "domain", "evm", "chain", "store", "auditor/format"),
    only(
      "gateway",
      "domain",
      "evm",
      "chain",
      "store",
      "documents",
      "auditor/build",
      "auditor/format",
      "auditor/verify",
    ),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default"],
      extensions: [".ts", ".mjs", ".js", ".json"],
    },
  },
};
