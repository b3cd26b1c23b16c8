/** The part of swagger-ui-dist that the reference uses; the package has no types of its own. */
declare module 'swagger-ui-dist/swagger-ui-es-bundle.js' {
  import type * as ReactTypes from 'react';

  interface ImmutableNode {
    getIn(path: string[]): { toJS(): unknown } | undefined;
  }

  export interface SwaggerSystem {
    /** The viewer's own copy, which its components must be made with. */
    React: typeof ReactTypes;
    specSelectors: { specJson(): ImmutableNode };
  }

  export type SwaggerComponent = ReactTypes.ComponentType<Record<string, unknown>>;

  export interface SwaggerPlugin {
    components: Record<string, SwaggerComponent>;
    wrapComponents: Record<string, (Original: SwaggerComponent, system: SwaggerSystem) => SwaggerComponent>;
  }

  export interface SwaggerOptions {
    domNode: HTMLElement;
    url: string;
    plugins: SwaggerPlugin[];
    validatorUrl: null;
    deepLinking: boolean;
    docExpansion: 'list' | 'full' | 'none';
    defaultModelsExpandDepth: number;
    defaultModelExpandDepth: number;
    displayRequestDuration: boolean;
    persistAuthorization: boolean;
    filter: boolean;
    onComplete(): void;
    onFailure?(): void;
  }

  export default function SwaggerUI(options: SwaggerOptions): unknown;
}
