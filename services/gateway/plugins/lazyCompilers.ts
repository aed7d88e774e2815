import compileValidators from "@fastify/ajv-compiler";
import compileSerializers from "@fastify/fast-json-stringify-compiler";
import type { FastifyServerOptions } from "fastify";

type Factories = NonNullable<NonNullable<FastifyServerOptions["schemaController"]>["compilersFactory"]>;
type BuildValidator = NonNullable<Factories["buildValidator"]>;
type BuildSerializer = NonNullable<Factories["buildSerializer"]>;

const validators = compileValidators();
const serializers = compileSerializers();

const buildValidator = ((...given: Parameters<typeof validators>) => {
  const compile = validators(...given) as unknown as (route: unknown) => Check;
  return (route: unknown): Check => {
    let compiled: Check | undefined;
    const check: Check = (data) => {
      compiled ??= compile(route);
      const holds = compiled(data);
      check.errors = compiled.errors;
      return holds;
    };
    return check;
  };
}) as BuildValidator;

const buildSerializer: BuildSerializer = (schemas, options) => {
  const compile = serializers(schemas, options);
  return (route) => {
    let compiled: ReturnType<typeof compile> | undefined;
    return (answer) => (compiled ??= compile(route))(answer);
  };
};

interface Check {
  (data: unknown): boolean;
  errors?: unknown;
}

/**
 * Fastify's own compilers, put to work when a schema is first needed: most of a start would otherwise go into the schemas
 * of routes that nobody asks for. What is wrong with a schema shows at its first use; the tests use every one.
 */
export const lazyCompilers: Factories = { buildValidator, buildSerializer };
