// Generated from openapi/settings.json by `npm run api`. Do not edit.

export interface paths {
    "/api/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who is signed in?
         * @description The person whose session cookie it is.
         */
        get: operations["get_session"];
        put?: never;
        /**
         * Sign in
         * @description Sets the session cookie. Unknown address and wrong password are answered alike.
         */
        post: operations["sign_in"];
        /**
         * Sign out
         * @description Ends the session here as well as in the browser.
         */
        delete: operations["sign_out"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sign-in-hints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Demo accounts
         * @description The demo accounts and their password while demo data is there; nothing in production.
         */
        get: operations["get_sign_in_hints"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List your keys
         * @description Newest first.
         */
        get: operations["list_keys"];
        put?: never;
        /**
         * Create a key
         * @description The answer holds the full key, this once. It acts as you, narrowed by its permission.
         */
        post: operations["create_key"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a key
         * @description One of your own keys, without the key itself.
         */
        get: operations["get_key"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Rename a key
         * @description The name is for you; nothing else of a key can be changed.
         */
        patch: operations["rename_key"];
        trace?: never;
    };
    "/api/keys/{id}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Revoke a key
         * @description When this has answered, the key is dead everywhere. Repeating it changes nothing.
         */
        post: operations["revoke_key"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description The one answer that holds the full key. A replay of the same request holds it no more. */
        CreatedKey: {
            /** Format: uuid */
            id: string;
            name: string;
            /**
             * @description Shown followed by …
             * @example sami_4fJk29sLqZ
             */
            prefix: string;
            permission: components["schemas"]["Permission"];
            status: components["schemas"]["KeyStatus"];
            /** Format: date-time */
            created_at: string;
            expires_at: string | null;
            last_used_at: string | null;
            last_used_ip: string | null;
            last_used_agent: string | null;
            revoked_at: string | null;
            revoked_by: components["schemas"]["Revoker"] | null;
            /** @description The full key. This is the only time you see it. */
            key?: string | null;
        };
        Credentials: {
            email: string;
            password: string;
        };
        DemoAccount: {
            email: string;
            name: string;
            role: components["schemas"]["Role"];
            workspace: string;
        };
        /**
         * @description The codes that there are today.
         * @enum {string}
         */
        ErrorCode: "already_revoked" | "body_too_large" | "cross_site_request" | "idempotency_in_progress" | "idempotency_mismatch" | "internal_error" | "invalid_credentials" | "invalid_parameter" | "malformed_json" | "name_taken" | "not_found" | "rate_limited" | "request_timeout" | "session_required" | "unavailable" | "unknown_parameter" | "unsupported_media_type" | "validation_failed";
        /**
         * @description Calendar months and years: 31 August + 6 months is 28 (29) February.
         * @enum {string}
         */
        Expiry: "never" | "30d" | "90d" | "6m" | "1y";
        /** @description What is wrong with one member of the body. */
        FieldProblem: {
            /**
             * @description JSON Pointer (RFC 6901) into the body.
             * @example /email
             */
            pointer: string;
            /**
             * @description What is wrong, for programs.
             * @example unknown_field
             */
            code: string;
            /** @description What is wrong, for people. */
            detail: string;
        };
        /** @description Everything about a key but the key itself. */
        Key: {
            /** Format: uuid */
            id: string;
            name: string;
            /**
             * @description Shown followed by …
             * @example sami_4fJk29sLqZ
             */
            prefix: string;
            permission: components["schemas"]["Permission"];
            status: components["schemas"]["KeyStatus"];
            /** Format: date-time */
            created_at: string;
            expires_at: string | null;
            last_used_at: string | null;
            last_used_ip: string | null;
            last_used_agent: string | null;
            revoked_at: string | null;
            revoked_by: components["schemas"]["Revoker"] | null;
        };
        KeyList: {
            data: components["schemas"]["Key"][];
        };
        KeyPatch: {
            /**
             * @description 1 to 80 characters; unique among your live keys.
             * @example Zapier
             */
            name: string;
        };
        /** @enum {string} */
        KeyStatus: "active" | "expired" | "revoked";
        NewKey: {
            /**
             * @description 1 to 80 characters; unique among your live keys.
             * @example Zapier
             */
            name: string;
            permission: components["schemas"]["Permission"];
            expires_in: components["schemas"]["Expiry"];
        };
        /** @enum {string} */
        Permission: "read" | "write" | "admin";
        /** @description Every failure, as RFC 9457 has it. `code` is stable: program against it, and show `detail` to people. */
        Problem: {
            /**
             * @description Where the code is explained.
             * @example /docs/errors#not_found
             */
            type: string;
            /** @description What `code` means, always in the same words. */
            title: string;
            /**
             * @description The HTTP status.
             * @example 404
             */
            status: number;
            /** @description What happened and what to do about it, for people. */
            detail: string;
            /**
             * @description What happened, for programs. There may be new ones.
             * @example not_found
             */
            code: components["schemas"]["ErrorCode"] | string;
            /**
             * @description Also in `Request-Id`; tell it to support.
             * @example req_5f0c2ab49d1e88c07b3a6f21
             */
            request_id: string;
            /** @description What is wrong with the body, part by part. */
            errors?: components["schemas"]["FieldProblem"][];
            /** @description With `invalid_parameter`: which one. */
            parameter?: string;
            /** @description With `unknown_parameter`: those that there are. */
            allowed?: string[];
            /** @description With `insufficient_permission`: what the call needs. */
            required?: string;
            /** @description With `insufficient_permission`: what your key has. */
            actual?: string;
            /** @description With `ambiguous_match`: those that match. */
            ids?: string[];
            /** @description With `body_too_large`. */
            limit_bytes?: number;
        };
        Revoker: {
            /** Format: uuid */
            id: string;
            name: string;
        };
        /** @enum {string} */
        Role: "member" | "admin";
        /** @description Who is signed in. */
        SessionInfo: {
            user: components["schemas"]["SessionUser"];
            workspace: components["schemas"]["SessionWorkspace"];
        };
        SessionUser: {
            /** Format: uuid */
            id: string;
            name: string;
            email: string;
            role: components["schemas"]["Role"];
        };
        SessionWorkspace: {
            /** Format: uuid */
            id: string;
            name: string;
        };
        /** @description The demo accounts, while there are any; never in production. */
        SignInHints: {
            demo_accounts: components["schemas"]["DemoAccount"][];
            demo_password: string | null;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: {
        /** @description Names this call in our logs. */
        "Request-Id": string;
        /** @description `true` when this is the first answer again, to a repeated `Idempotency-Key`. */
        "Idempotent-Replayed": "true";
        /** @description Seconds to wait. */
        "Retry-After": number;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    get_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "user": {
                     *         "id": "01979f2e-5b1c-7a64-9d0b-6c1f0a2e4b7d",
                     *         "name": "…",
                     *         "email": "…",
                     *         "role": "member"
                     *       },
                     *       "workspace": {
                     *         "id": "01979f2e-5b1c-7a64-9d0b-6c1f0a2e4b7d",
                     *         "name": "…"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["SessionInfo"];
                };
            };
            /** @description - `unknown_parameter`: There is no such query parameter */
            400: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `session_required`: Sign in first */
            401: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `cross_site_request`: Refused: this request came from another site */
            403: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `request_timeout`: The body took too long to arrive */
            408: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `body_too_large`: The body is too large */
            413: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `internal_error`: Something went wrong on our side */
            500: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `unavailable`: The service can't answer right now */
            503: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sign_in: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "…",
                 *       "password": "…"
                 *     }
                 */
                "application/json": components["schemas"]["Credentials"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "user": {
                     *         "id": "01979f2e-5b1c-7a64-9d0b-6c1f0a2e4b7d",
                     *         "name": "…",
                     *         "email": "…",
                     *         "role": "member"
                     *       },
                     *       "workspace": {
                     *         "id": "01979f2e-5b1c-7a64-9d0b-6c1f0a2e4b7d",
                     *         "name": "…"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["SessionInfo"];
                };
            };
            /** @description - `malformed_json`: The body is not valid JSON */
            400: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `invalid_credentials`: E-mail address or password is wrong */
            401: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `cross_site_request`: Refused: this request came from another site */
            403: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `request_timeout`: The body took too long to arrive */
            408: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `body_too_large`: The body is too large */
            413: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `unsupported_media_type`: The body must be JSON */
            415: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `validation_failed`: The body has members that can't be right */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `rate_limited`: Too many calls */
            429: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `internal_error`: Something went wrong on our side */
            500: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `unavailable`: The service can't answer right now */
            503: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sign_out: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description - `unknown_parameter`: There is no such query parameter */
            400: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `session_required`: Sign in first */
            401: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `cross_site_request`: Refused: this request came from another site */
            403: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `request_timeout`: The body took too long to arrive */
            408: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `body_too_large`: The body is too large */
            413: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `internal_error`: Something went wrong on our side */
            500: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `unavailable`: The service can't answer right now */
            503: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_sign_in_hints: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "demo_accounts": [
                     *         {
                     *           "email": "…",
                     *           "name": "…",
                     *           "role": "member",
                     *           "workspace": "…"
                     *         }
                     *       ],
                     *       "demo_password": "…"
                     *     }
                     */
                    "application/json": components["schemas"]["SignInHints"];
                };
            };
            /** @description - `unknown_parameter`: There is no such query parameter */
            400: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `internal_error`: Something went wrong on our side */
            500: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `unavailable`: The service can't answer right now */
            503: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_keys: {
        parameters: {
            query?: {
                /** @description `active` holds expired keys too, marked. */
                status?: "active" | "revoked" | "all";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "id": "01979f2e-5b1c-7a64-9d0b-6c1f0a2e4b7d",
                     *           "name": "…",
                     *           "prefix": "sami_4fJk29sLqZ",
                     *           "permission": "read",
                     *           "status": "active",
                     *           "created_at": "2026-03-31T09:30:00.000000Z",
                     *           "expires_at": "2026-03-31T09:30:00.000000Z",
                     *           "last_used_at": "2026-03-31T09:30:00.000000Z",
                     *           "last_used_ip": "…",
                     *           "last_used_agent": "…",
                     *           "revoked_at": "2026-03-31T09:30:00.000000Z",
                     *           "revoked_by": {
                     *             "id": "01979f2e-5b1c-7a64-9d0b-6c1f0a2e4b7d",
                     *             "name": "…"
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["KeyList"];
                };
            };
            /**
             * @description - `unknown_parameter`: There is no such query parameter
             *     - `invalid_parameter`: A query parameter or header has a value it can't have
             */
            400: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `session_required`: Sign in first */
            401: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `cross_site_request`: Refused: this request came from another site */
            403: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `request_timeout`: The body took too long to arrive */
            408: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `body_too_large`: The body is too large */
            413: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `internal_error`: Something went wrong on our side */
            500: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `unavailable`: The service can't answer right now */
            503: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_key: {
        parameters: {
            query?: never;
            header?: {
                /** @description Yours to choose, such as a UUID. The same request with the same token acts once, for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Zapier",
                 *       "permission": "read",
                 *       "expires_in": "never"
                 *     }
                 */
                "application/json": components["schemas"]["NewKey"];
            };
        };
        responses: {
            /** @description A replay: the key made the first time, without `key`. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01979f2e-5b1c-7a64-9d0b-6c1f0a2e4b7d",
                     *       "name": "…",
                     *       "prefix": "sami_4fJk29sLqZ",
                     *       "permission": "read",
                     *       "status": "active",
                     *       "created_at": "2026-03-31T09:30:00.000000Z",
                     *       "expires_at": "2026-03-31T09:30:00.000000Z",
                     *       "last_used_at": "2026-03-31T09:30:00.000000Z",
                     *       "last_used_ip": "…",
                     *       "last_used_agent": "…",
                     *       "revoked_at": "2026-03-31T09:30:00.000000Z",
                     *       "revoked_by": {
                     *         "id": "01979f2e-5b1c-7a64-9d0b-6c1f0a2e4b7d",
                     *         "name": "…"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Key"];
                };
            };
            /** @description Successful Response */
            201: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01979f2e-5b1c-7a64-9d0b-6c1f0a2e4b7d",
                     *       "name": "…",
                     *       "prefix": "sami_4fJk29sLqZ",
                     *       "permission": "read",
                     *       "status": "active",
                     *       "created_at": "2026-03-31T09:30:00.000000Z",
                     *       "expires_at": "2026-03-31T09:30:00.000000Z",
                     *       "last_used_at": "2026-03-31T09:30:00.000000Z",
                     *       "last_used_ip": "…",
                     *       "last_used_agent": "…",
                     *       "revoked_at": "2026-03-31T09:30:00.000000Z",
                     *       "revoked_by": {
                     *         "id": "01979f2e-5b1c-7a64-9d0b-6c1f0a2e4b7d",
                     *         "name": "…"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["CreatedKey"];
                };
            };
            /**
             * @description - `unknown_parameter`: There is no such query parameter
             *     - `invalid_parameter`: A query parameter or header has a value it can't have
             *     - `malformed_json`: The body is not valid JSON
             */
            400: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `session_required`: Sign in first */
            401: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `cross_site_request`: Refused: this request came from another site */
            403: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `request_timeout`: The body took too long to arrive */
            408: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `name_taken`: You already have a key with this name
             *     - `idempotency_in_progress`: The first request with this Idempotency-Key is still running
             */
            409: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `body_too_large`: The body is too large */
            413: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `unsupported_media_type`: The body must be JSON */
            415: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `idempotency_mismatch`: This Idempotency-Key was used for a different request
             *     - `validation_failed`: The body has members that can't be right
             */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `internal_error`: Something went wrong on our side */
            500: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `unavailable`: The service can't answer right now */
            503: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_key: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The key's `id`. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01979f2e-5b1c-7a64-9d0b-6c1f0a2e4b7d",
                     *       "name": "…",
                     *       "prefix": "sami_4fJk29sLqZ",
                     *       "permission": "read",
                     *       "status": "active",
                     *       "created_at": "2026-03-31T09:30:00.000000Z",
                     *       "expires_at": "2026-03-31T09:30:00.000000Z",
                     *       "last_used_at": "2026-03-31T09:30:00.000000Z",
                     *       "last_used_ip": "…",
                     *       "last_used_agent": "…",
                     *       "revoked_at": "2026-03-31T09:30:00.000000Z",
                     *       "revoked_by": {
                     *         "id": "01979f2e-5b1c-7a64-9d0b-6c1f0a2e4b7d",
                     *         "name": "…"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Key"];
                };
            };
            /** @description - `unknown_parameter`: There is no such query parameter */
            400: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `session_required`: Sign in first */
            401: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `cross_site_request`: Refused: this request came from another site */
            403: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `not_found`: There is nothing here */
            404: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `request_timeout`: The body took too long to arrive */
            408: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `body_too_large`: The body is too large */
            413: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `internal_error`: Something went wrong on our side */
            500: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `unavailable`: The service can't answer right now */
            503: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rename_key: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The key's `id`. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Zapier"
                 *     }
                 */
                "application/json": components["schemas"]["KeyPatch"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01979f2e-5b1c-7a64-9d0b-6c1f0a2e4b7d",
                     *       "name": "…",
                     *       "prefix": "sami_4fJk29sLqZ",
                     *       "permission": "read",
                     *       "status": "active",
                     *       "created_at": "2026-03-31T09:30:00.000000Z",
                     *       "expires_at": "2026-03-31T09:30:00.000000Z",
                     *       "last_used_at": "2026-03-31T09:30:00.000000Z",
                     *       "last_used_ip": "…",
                     *       "last_used_agent": "…",
                     *       "revoked_at": "2026-03-31T09:30:00.000000Z",
                     *       "revoked_by": {
                     *         "id": "01979f2e-5b1c-7a64-9d0b-6c1f0a2e4b7d",
                     *         "name": "…"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Key"];
                };
            };
            /**
             * @description - `unknown_parameter`: There is no such query parameter
             *     - `malformed_json`: The body is not valid JSON
             */
            400: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `session_required`: Sign in first */
            401: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `cross_site_request`: Refused: this request came from another site */
            403: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `not_found`: There is nothing here */
            404: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `request_timeout`: The body took too long to arrive */
            408: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `name_taken`: You already have a key with this name
             *     - `already_revoked`: This key was revoked
             */
            409: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `body_too_large`: The body is too large */
            413: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `unsupported_media_type`: The body must be JSON */
            415: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `validation_failed`: The body has members that can't be right */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `internal_error`: Something went wrong on our side */
            500: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `unavailable`: The service can't answer right now */
            503: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revoke_key: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The key's `id`. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01979f2e-5b1c-7a64-9d0b-6c1f0a2e4b7d",
                     *       "name": "…",
                     *       "prefix": "sami_4fJk29sLqZ",
                     *       "permission": "read",
                     *       "status": "active",
                     *       "created_at": "2026-03-31T09:30:00.000000Z",
                     *       "expires_at": "2026-03-31T09:30:00.000000Z",
                     *       "last_used_at": "2026-03-31T09:30:00.000000Z",
                     *       "last_used_ip": "…",
                     *       "last_used_agent": "…",
                     *       "revoked_at": "2026-03-31T09:30:00.000000Z",
                     *       "revoked_by": {
                     *         "id": "01979f2e-5b1c-7a64-9d0b-6c1f0a2e4b7d",
                     *         "name": "…"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Key"];
                };
            };
            /** @description - `unknown_parameter`: There is no such query parameter */
            400: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `session_required`: Sign in first */
            401: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `cross_site_request`: Refused: this request came from another site */
            403: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `not_found`: There is nothing here */
            404: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `request_timeout`: The body took too long to arrive */
            408: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `body_too_large`: The body is too large */
            413: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `internal_error`: Something went wrong on our side */
            500: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `unavailable`: The service can't answer right now */
            503: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
