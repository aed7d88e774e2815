import Fastify from "fastify";

interface Media {
  readonly schema?: object;
}
interface Operation {
  readonly requestBody?: { readonly content: Record<string, Media> };
  readonly responses: Record<string, { readonly content?: Record<string, Media> }>;
}
export interface OpenApi {
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: { readonly schemas: Record<string, object> };
}

export interface Exchange {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly request: unknown;
  readonly status: number;
  readonly type: string;
  readonly headers: Headers;
  readonly body: string;
}

type Validate = ((value: unknown) => boolean) & { errors?: unknown };

/** Fastify's own validator, with formats, as the server uses it. */
async function ajv(): Promise<{
  addSchema(schema: object): void;
  getSchema(ref: string): Validate | undefined;
  compile(schema: object): Validate;
}> {
  return new Promise((resolve, reject) => {
    const app = Fastify({
      ajv: {
        customOptions: {
          removeAdditional: false,
          coerceTypes: false,
          useDefaults: false,
          discriminator: true,
          strict: false,
        },
        onCreate: (instance) => {
          resolve(instance);
        },
      },
    });
    app.get("/", { schema: { querystring: { type: "object" } } }, async () => "");
    app.ready().then(() => app.close(), reject);
  });
}

/** Checks what was sent and answered against an OpenAPI document. */
export class OpenApiChecker {
  readonly #document: OpenApi;
  readonly #validate: (pointer: string, value: unknown) => string | undefined;
  readonly #paths: readonly { readonly template: string; readonly pattern: RegExp }[];

  private constructor(document: OpenApi, validate: (pointer: string, value: unknown) => string | undefined) {
    this.#document = document;
    this.#validate = validate;
    const templates = Object.keys(document.paths).sort((a, b) => a.split("{").length - b.split("{").length);
    this.#paths = templates.map((template) => ({
      template,
      pattern: new RegExp(`^${template.replace(/\{\w+\}/g, "[^/]+")}$`),
    }));
  }

  static async of(document: OpenApi): Promise<OpenApiChecker> {
    const validator = await ajv();
    const $id = "https://tallystick.test/openapi.json";
    validator.addSchema({ ...document, $id });
    return new OpenApiChecker(document, (pointer, value) => {
      const validate = validator.compile({ $ref: `${$id}#${pointer}` });
      return validate(value) ? undefined : JSON.stringify(validate.errors);
    });
  }

  /** `GET /v1/asks/{id}` of an exchange. @throws Error when the document does not have it */
  nameOf({ method, url }: Pick<Exchange, "method" | "url">): string {
    const [path = ""] = url.split("?");
    const found = this.#paths.find(({ pattern }) => pattern.test(path));
    if (!found || !this.#document.paths[found.template]?.[method.toLowerCase()])
      throw new Error(`the document does not have ${method} ${path}`);
    return `${method} ${found.template}`;
  }

  /** @returns what is wrong with an answer, nothing if it is as the document says */
  problemsOf(exchange: Exchange): string[] {
    const [method = "", template = ""] = this.nameOf(exchange).split(" ");
    const operation = this.#document.paths[template]?.[method.toLowerCase()];
    const where = `/paths/${escape(template)}/${method.toLowerCase()}`;
    const { status, type, body } = exchange;
    const code = [String(status), `${String(status).slice(0, 1)}XX`].find((key) => operation?.responses[key]);
    if (code === undefined) return [`${template}: no answer ${String(status)} is described`];
    const [media = ""] = type.split(";");
    if (!operation?.responses[code]?.content?.[media]) return [`${template} ${code}: ${media} is not described`];
    const value: unknown = media.endsWith("json") ? JSON.parse(body) : body;
    const answered = this.#validate(`${where}/responses/${code}/content/${escape(media)}/schema`, value);
    return [
      ...(answered === undefined ? [] : [`answer: ${answered}`]),
      ...this.#wrongRequest(exchange, operation, where),
    ];
  }

  /** A request that was accepted must be one that the document allows. */
  #wrongRequest({ request, status }: Exchange, operation: Operation, where: string): string[] {
    if (status >= 300 || request === undefined || typeof request === "string") return [];
    if (!operation.requestBody) return ["a body was accepted, and none is described"];
    const sent = this.#validate(`${where}/requestBody/content/application~1json/schema`, request);
    return sent === undefined ? [] : [`request: ${sent}`];
  }

  /** Examples that are not valid by the schema they stand in. */
  wrongExamples(): string[] {
    const wrong: string[] = [];
    const walk = (value: unknown, pointer: string): void => {
      if (typeof value !== "object" || value === null) return;
      const { examples } = value as { examples?: unknown };
      if (Array.isArray(examples))
        for (const example of examples)
          if (this.#validate(pointer, example) !== undefined) wrong.push(`${pointer}: ${JSON.stringify(example)}`);
      for (const [key, member] of Object.entries(value)) walk(member, `${pointer}/${escape(key)}`);
    };
    walk(this.#document, "");
    return wrong;
  }
}

const escape = (segment: string): string => encodeURIComponent(segment.replaceAll("~", "~0").replaceAll("/", "~1"));

/** Runs `work` and tells every exchange it had with the service through `fetch`. */
export async function recording(service: string, work: () => Promise<void>): Promise<Exchange[]> {
  const exchanges: Exchange[] = [];
  const original = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const response = await original(input, init);
    const address = input instanceof Request ? input.url : String(input);
    if (address.startsWith(service))
      exchanges.push(await exchangeOf(address.slice(service.length), init, response.clone()));
    return response;
  };
  try {
    await work();
  } finally {
    globalThis.fetch = original;
  }
  return exchanges;
}

async function exchangeOf(url: string, init: RequestInit | undefined, response: Response): Promise<Exchange> {
  const { body } = init ?? {};
  const text = Buffer.isBuffer(body) ? body.toString() : undefined;
  return {
    method: init?.method ?? "GET",
    url,
    request: text?.startsWith("{") ? JSON.parse(text) : text,
    status: response.status,
    type: response.headers.get("content-type") ?? "",
    headers: response.headers,
    body: await response.text(),
  };
}
