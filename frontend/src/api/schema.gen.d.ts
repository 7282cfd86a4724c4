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
         * Is anybody signed in?
         * @description Whether the caller has a session, which `GET /api/session` tells by failing; and, while demo data is there, the
         *     demo accounts and their password. Never in production, those.
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
    "/api/keys/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the use of your keys
         * @description Calls and refusals of each key on each of the last 30 days.
         */
        get: operations["get_keys_usage"];
        put?: never;
        post?: never;
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
    "/api/keys/{id}/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the use of a key
         * @description Calls and refusals on each of the last 30 days.
         */
        get: operations["get_key_usage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/keys/{id}/replace": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replace a key
         * @description A new key with the same name, permission and expiry; the old one goes on working for `grace`. The answer is the
         *     new key, and holds it in full, this once.
         */
        post: operations["replace_key"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
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
    "/api/workspace/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the workspace's keys
         * @description Everybody's keys, newest first. Admins can revoke them; nobody can use or copy them.
         */
        get: operations["list_workspace_keys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspace/keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get one of the workspace's keys
         * @description Anybody's key, without the key itself.
         */
        get: operations["get_workspace_key"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspace/keys/{id}/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the use of one of the workspace's keys
         * @description Calls and refusals on each of the last 30 days.
         */
        get: operations["get_workspace_key_usage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspace/keys/{id}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Revoke one of the workspace's keys
         * @description As its owner could. When this has answered, the key is dead everywhere.
         */
        post: operations["revoke_workspace_key"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List your own events
         * @description Your sign-ins, and all that anybody did to your keys. Newest first.
         */
        get: operations["list_events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspace/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the workspace's events
         * @description For workspace admins: everybody's sign-ins and keys. Newest first.
         */
        get: operations["list_workspace_events"];
        put?: never;
        post?: never;
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
        /** @enum {string} */
        Action: "signed_in" | "signed_out" | "key_created" | "key_renamed" | "key_replaced" | "key_revoked" | "user_deactivated";
        /** @description Calls with the whole key that were refused because it was dead: revoked, expired, or its owner deactivated. */
        Attempts: {
            count: number;
            last_at: string | null;
            last_ip: string | null;
            last_agent: string | null;
        };
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
            /** @description When it stops by itself; of a replaced key, when its grace ends. */
            expires_at: string | null;
            last_used_at: string | null;
            last_used_ip: string | null;
            last_used_agent: string | null;
            /** @description Answered so far; counted with a delay of some seconds. */
            calls: number;
            /** @description The least permission that all its calls so far could have been made with. */
            needed_permission: components["schemas"]["Permission"] | null;
            attempts: components["schemas"]["Attempts"];
            replaced_at: string | null;
            /** @description The key that took its place. */
            replaced_by: components["schemas"]["KeyReference"] | null;
            calls_since_replaced: number | null;
            /** @description The key whose place it took. */
            replaces: components["schemas"]["KeyReference"] | null;
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
        ErrorCode: "admin_required" | "already_expired" | "already_replaced" | "already_revoked" | "body_too_large" | "cross_site_request" | "idempotency_in_progress" | "idempotency_mismatch" | "internal_error" | "invalid_credentials" | "invalid_parameter" | "malformed_json" | "name_taken" | "not_found" | "rate_limited" | "request_timeout" | "session_required" | "unavailable" | "unknown_parameter" | "unsupported_media_type" | "validation_failed";
        /** @description Who did what, when and from where. */
        Event: {
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            at: string;
            action: components["schemas"]["Action"];
            /** @description Who did it; `null`: an operator, at the command line. */
            actor: components["schemas"]["EventPerson"] | null;
            /** @description Whom it concerns: the key's owner, or who signed in. */
            user: components["schemas"]["EventPerson"];
            key: components["schemas"]["EventKey"] | null;
            ip: string | null;
            agent: string | null;
            /** @description `name`, `permission`, `expires_at`, `replaces` (a prefix) of a key made; `from`, `to` of one renamed; `grace`, `stops_at`, `new_key_id`, `new_prefix` of one replaced. */
            detail: {
                [key: string]: unknown;
            };
        };
        /** @description The key as it is called now; what it was called then is in `detail`. */
        EventKey: {
            /** Format: uuid */
            id: string;
            name: string;
            prefix: string;
        };
        EventPerson: {
            /** Format: uuid */
            id: string;
            name: string;
        };
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
        /**
         * @description How long a replaced key goes on working, beside its replacement.
         * @enum {string}
         */
        Grace: "0" | "1h" | "24h" | "7d";
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
            /** @description When it stops by itself; of a replaced key, when its grace ends. */
            expires_at: string | null;
            last_used_at: string | null;
            last_used_ip: string | null;
            last_used_agent: string | null;
            /** @description Answered so far; counted with a delay of some seconds. */
            calls: number;
            /** @description The least permission that all its calls so far could have been made with. */
            needed_permission: components["schemas"]["Permission"] | null;
            attempts: components["schemas"]["Attempts"];
            replaced_at: string | null;
            /** @description The key that took its place. */
            replaced_by: components["schemas"]["KeyReference"] | null;
            calls_since_replaced: number | null;
            /** @description The key whose place it took. */
            replaces: components["schemas"]["KeyReference"] | null;
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
        /** @description Another key of the same person. */
        KeyReference: {
            /** Format: uuid */
            id: string;
            name: string;
            prefix: string;
        };
        /** @enum {string} */
        KeyStatus: "active" | "expired" | "revoked";
        /** @description A key's calls on each of the last 30 days (UTC), oldest first, today last. */
        KeyUse: {
            /** Format: uuid */
            id: string;
            /**
             * @description Answered.
             * @example [
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       3,
             *       12,
             *       9
             *     ]
             */
            calls: number[];
            /**
             * @description Refused: the key was dead, its permission too small, or its calls too many.
             * @example [
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       3,
             *       12,
             *       9
             *     ]
             */
            refusals: number[];
        };
        /** @description Keys that no call was made with are left out. */
        KeyUseList: {
            /**
             * Format: date
             * @description The first of the 30 days.
             */
            since: string;
            data: components["schemas"]["KeyUse"][];
        };
        KeyUseSince: {
            /** Format: uuid */
            id: string;
            /**
             * @description Answered.
             * @example [
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       3,
             *       12,
             *       9
             *     ]
             */
            calls: number[];
            /**
             * @description Refused: the key was dead, its permission too small, or its calls too many.
             * @example [
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       0,
             *       3,
             *       12,
             *       9
             *     ]
             */
            refusals: number[];
            /**
             * Format: date
             * @description The first of the 30 days.
             */
            since: string;
        };
        NewKey: {
            /**
             * @description 1 to 80 characters; unique among your live keys.
             * @example Zapier
             */
            name: string;
            permission: components["schemas"]["Permission"];
            expires_in: components["schemas"]["Expiry"];
        };
        Owner: {
            /** Format: uuid */
            id: string;
            name: string;
            email: string;
            /** @description Deactivated owners' keys are refused. */
            active: boolean;
        };
        PageOf_Event_: {
            data: components["schemas"]["Event"][];
            has_more: boolean;
            /** @description `cursor=` of the next page, or null on the last. */
            next_cursor: string | null;
        };
        PageOf_WorkspaceKey_: {
            data: components["schemas"]["WorkspaceKey"][];
            has_more: boolean;
            /** @description `cursor=` of the next page, or null on the last. */
            next_cursor: string | null;
        };
        /** @enum {string} */
        Permission: "read" | "write" | "admin";
        /** @description Every failure, as RFC 9457 has it. `code` is stable: program against it, and show `detail` to people. */
        Problem: {
            /**
             * @description Where the code is explained.
             * @example /docs/errors/not_found
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
            /** @description With `ambiguous_match`: those that match. With `already_subscribed`: the one there is. */
            ids?: string[];
            /** @description With `body_too_large`. */
            limit_bytes?: number;
        };
        Replacement: {
            /** @description How long the old key goes on working, at most to its own expiry. `0` (a number will do) revokes it at once. */
            grace: components["schemas"]["Grace"];
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
        /** @description For pages that people see whether or not they are signed in. Demo accounts are there never in production. */
        SignInHints: {
            signed_in: boolean;
            demo_accounts: components["schemas"]["DemoAccount"][];
            demo_password: string | null;
        };
        /** @description Anybody's key, as workspace admins see it. */
        WorkspaceKey: {
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
            /** @description When it stops by itself; of a replaced key, when its grace ends. */
            expires_at: string | null;
            last_used_at: string | null;
            last_used_ip: string | null;
            last_used_agent: string | null;
            /** @description Answered so far; counted with a delay of some seconds. */
            calls: number;
            /** @description The least permission that all its calls so far could have been made with. */
            needed_permission: components["schemas"]["Permission"] | null;
            attempts: components["schemas"]["Attempts"];
            replaced_at: string | null;
            /** @description The key that took its place. */
            replaced_by: components["schemas"]["KeyReference"] | null;
            calls_since_replaced: number | null;
            /** @description The key whose place it took. */
            replaces: components["schemas"]["KeyReference"] | null;
            revoked_at: string | null;
            revoked_by: components["schemas"]["Revoker"] | null;
            owner: components["schemas"]["Owner"];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: {
        /** @description Names this call in our logs. */
        "Request-Id": string;
        /** @description The next page, as `rel="next"`; absent on the last. */
        Link: string;
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
                     *       "signed_in": false,
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
                     *           "calls": 1,
                     *           "needed_permission": "read",
                     *           "attempts": {
                     *             "count": 1,
                     *             "last_at": "2026-03-31T09:30:00.000000Z",
                     *             "last_ip": "…",
                     *             "last_agent": "…"
                     *           },
                     *           "replaced_at": "2026-03-31T09:30:00.000000Z",
                     *           "replaced_by": {
                     *             "id": "01979f2e-5b1c-7a64-9d0b-6c1f0a2e4b7d",
                     *             "name": "…",
                     *             "prefix": "…"
                     *           },
                     *           "calls_since_replaced": 1,
                     *           "replaces": {
                     *             "id": "01979f2e-5b1c-7a64-9d0b-6c1f0a2e4b7d",
                     *             "name": "…",
                     *             "prefix": "…"
                     *           },
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
                     *       "calls": 1,
                     *       "needed_permission": "read",
                     *       "attempts": {
                     *         "count": 1,
                     *         "last_at": "2026-03-31T09:30:00.000000Z",
                     *         "last_ip": "…",
                     *         "last_agent": "…"
                     *       },
                     *       "replaced_at": "2026-03-31T09:30:00.000000Z",
                     *       "replaced_by": {
                     *         "id": "01979f2e-5b1c-7a64-9d0b-6c1f0a2e4b7d",
                     *         "name": "…",
                     *         "prefix": "…"
                     *       },
                     *       "calls_since_replaced": 1,
                     *       "replaces": {
                     *         "id": "01979f2e-5b1c-7a64-9d0b-6c1f0a2e4b7d",
                     *         "name": "…",
                     *         "prefix": "…"
                     *       },
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
                     *       "calls": 1,
                     *       "needed_permission": "read",
                     *       "attempts": {
                     *         "count": 1,
                     *         "last_at": "2026-03-31T09:30:00.000000Z",
                     *         "last_ip": "…",
                     *         "last_agent": "…"
                     *       },
                     *       "replaced_at": "2026-03-31T09:30:00.000000Z",
                     *       "replaced_by": {
                     *         "id": "01979f2e-5b1c-7a64-9d0b-6c1f0a2e4b7d",
                     *         "name": "…",
                     *         "prefix": "…"
                     *       },
                     *       "calls_since_replaced": 1,
                     *       "replaces": {
                     *         "id": "01979f2e-5b1c-7a64-9d0b-6c1f0a2e4b7d",
                     *         "name": "…",
                     *         "prefix": "…"
                     *       },
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
    get_keys_usage: {
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
                     *       "since": "2026-03-31",
                     *       "data": [
                     *         {
                     *           "id": "01979f2e-5b1c-7a64-9d0b-6c1f0a2e4b7d",
                     *           "calls": [
                     *             0,
                     *             0,
                     *             0,
                     *             0,
                     *             0,
                     *             0,
                     *             0,
                     *             0,
                     *             0,
                     *             0,
                     *             0,
                     *             0,
                     *             0,
                     *             0,
                     *             0,
                     *             0,
                     *             0,
                     *             0,
                     *             0,
                     *             0,
                     *             0,
                     *             0,
                     *             0,
                     *             0,
                     *             0,
                     *             0,
                     *             0,
                     *             3,
                     *             12,
                     *             9
                     *           ],
                     *           "refusals": [
                     *             0,
                     *             0,
                     *             0,
                     *             0,
                     *             0,
                     *             0,
                     *             0,
                     *             0,
                     *             0,
                     *             0,
                     *             0,
                     *             0,
                     *             0,
                     *             0,
                     *             0,
                     *             0,
                     *             0,
                     *             0,
                     *             0,
                     *             0,
                     *             0,
                     *             0,
                     *             0,
                     *             0,
                     *             0,
                     *             0,
                     *             0,
                     *             3,
                     *             12,
                     *             9
                     *           ]
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["KeyUseList"];
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
                     *       "calls": 1,
                     *       "needed_permission": "read",
                     *       "attempts": {
                     *         "count": 1,
                     *         "last_at": "2026-03-31T09:30:00.000000Z",
                     *         "last_ip": "…",
                     *         "last_agent": "…"
                     *       },
                     *       "replaced_at": "2026-03-31T09:30:00.000000Z",
                     *       "replaced_by": {
                     *         "id": "01979f2e-5b1c-7a64-9d0b-6c1f0a2e4b7d",
                     *         "name": "…",
                     *         "prefix": "…"
                     *       },
                     *       "calls_since_replaced": 1,
                     *       "replaces": {
                     *         "id": "01979f2e-5b1c-7a64-9d0b-6c1f0a2e4b7d",
                     *         "name": "…",
                     *         "prefix": "…"
                     *       },
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
                     *       "calls": 1,
                     *       "needed_permission": "read",
                     *       "attempts": {
                     *         "count": 1,
                     *         "last_at": "2026-03-31T09:30:00.000000Z",
                     *         "last_ip": "…",
                     *         "last_agent": "…"
                     *       },
                     *       "replaced_at": "2026-03-31T09:30:00.000000Z",
                     *       "replaced_by": {
                     *         "id": "01979f2e-5b1c-7a64-9d0b-6c1f0a2e4b7d",
                     *         "name": "…",
                     *         "prefix": "…"
                     *       },
                     *       "calls_since_replaced": 1,
                     *       "replaces": {
                     *         "id": "01979f2e-5b1c-7a64-9d0b-6c1f0a2e4b7d",
                     *         "name": "…",
                     *         "prefix": "…"
                     *       },
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
    get_key_usage: {
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
                     *       "calls": [
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         3,
                     *         12,
                     *         9
                     *       ],
                     *       "refusals": [
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         3,
                     *         12,
                     *         9
                     *       ],
                     *       "since": "2026-03-31"
                     *     }
                     */
                    "application/json": components["schemas"]["KeyUseSince"];
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
    replace_key: {
        parameters: {
            query?: never;
            header?: {
                /** @description Yours to choose, such as a UUID. The same request with the same token acts once, for 24 hours. */
                "Idempotency-Key"?: string;
            };
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
                 *       "grace": "0"
                 *     }
                 */
                "application/json": components["schemas"]["Replacement"];
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
                     *       "calls": 1,
                     *       "needed_permission": "read",
                     *       "attempts": {
                     *         "count": 1,
                     *         "last_at": "2026-03-31T09:30:00.000000Z",
                     *         "last_ip": "…",
                     *         "last_agent": "…"
                     *       },
                     *       "replaced_at": "2026-03-31T09:30:00.000000Z",
                     *       "replaced_by": {
                     *         "id": "01979f2e-5b1c-7a64-9d0b-6c1f0a2e4b7d",
                     *         "name": "…",
                     *         "prefix": "…"
                     *       },
                     *       "calls_since_replaced": 1,
                     *       "replaces": {
                     *         "id": "01979f2e-5b1c-7a64-9d0b-6c1f0a2e4b7d",
                     *         "name": "…",
                     *         "prefix": "…"
                     *       },
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
                     *       "calls": 1,
                     *       "needed_permission": "read",
                     *       "attempts": {
                     *         "count": 1,
                     *         "last_at": "2026-03-31T09:30:00.000000Z",
                     *         "last_ip": "…",
                     *         "last_agent": "…"
                     *       },
                     *       "replaced_at": "2026-03-31T09:30:00.000000Z",
                     *       "replaced_by": {
                     *         "id": "01979f2e-5b1c-7a64-9d0b-6c1f0a2e4b7d",
                     *         "name": "…",
                     *         "prefix": "…"
                     *       },
                     *       "calls_since_replaced": 1,
                     *       "replaces": {
                     *         "id": "01979f2e-5b1c-7a64-9d0b-6c1f0a2e4b7d",
                     *         "name": "…",
                     *         "prefix": "…"
                     *       },
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
             * @description - `already_revoked`: This key was revoked
             *     - `already_replaced`: This key was replaced
             *     - `already_expired`: This key has expired
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
                     *       "calls": 1,
                     *       "needed_permission": "read",
                     *       "attempts": {
                     *         "count": 1,
                     *         "last_at": "2026-03-31T09:30:00.000000Z",
                     *         "last_ip": "…",
                     *         "last_agent": "…"
                     *       },
                     *       "replaced_at": "2026-03-31T09:30:00.000000Z",
                     *       "replaced_by": {
                     *         "id": "01979f2e-5b1c-7a64-9d0b-6c1f0a2e4b7d",
                     *         "name": "…",
                     *         "prefix": "…"
                     *       },
                     *       "calls_since_replaced": 1,
                     *       "replaces": {
                     *         "id": "01979f2e-5b1c-7a64-9d0b-6c1f0a2e4b7d",
                     *         "name": "…",
                     *         "prefix": "…"
                     *       },
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
    list_workspace_keys: {
        parameters: {
            query?: {
                /** @description `active` holds expired keys too, marked. */
                status?: "active" | "revoked" | "all";
                /** @description Part of the key's or its owner's name, or a prefix's beginning. */
                q?: string;
                /** @description Only the keys of the user with this id. */
                owner_id?: string;
                /** @description How many keys at most. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
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
                    Link: components["headers"]["Link"];
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
                     *           "calls": 1,
                     *           "needed_permission": "read",
                     *           "attempts": {
                     *             "count": 1,
                     *             "last_at": "2026-03-31T09:30:00.000000Z",
                     *             "last_ip": "…",
                     *             "last_agent": "…"
                     *           },
                     *           "replaced_at": "2026-03-31T09:30:00.000000Z",
                     *           "replaced_by": {
                     *             "id": "01979f2e-5b1c-7a64-9d0b-6c1f0a2e4b7d",
                     *             "name": "…",
                     *             "prefix": "…"
                     *           },
                     *           "calls_since_replaced": 1,
                     *           "replaces": {
                     *             "id": "01979f2e-5b1c-7a64-9d0b-6c1f0a2e4b7d",
                     *             "name": "…",
                     *             "prefix": "…"
                     *           },
                     *           "revoked_at": "2026-03-31T09:30:00.000000Z",
                     *           "revoked_by": {
                     *             "id": "01979f2e-5b1c-7a64-9d0b-6c1f0a2e4b7d",
                     *             "name": "…"
                     *           },
                     *           "owner": {
                     *             "id": "01979f2e-5b1c-7a64-9d0b-6c1f0a2e4b7d",
                     *             "name": "…",
                     *             "email": "…",
                     *             "active": false
                     *           }
                     *         }
                     *       ],
                     *       "has_more": false,
                     *       "next_cursor": "…"
                     *     }
                     */
                    "application/json": components["schemas"]["PageOf_WorkspaceKey_"];
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
            /**
             * @description - `cross_site_request`: Refused: this request came from another site
             *     - `admin_required`: This is for workspace admins
             */
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
    get_workspace_key: {
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
                     *       "calls": 1,
                     *       "needed_permission": "read",
                     *       "attempts": {
                     *         "count": 1,
                     *         "last_at": "2026-03-31T09:30:00.000000Z",
                     *         "last_ip": "…",
                     *         "last_agent": "…"
                     *       },
                     *       "replaced_at": "2026-03-31T09:30:00.000000Z",
                     *       "replaced_by": {
                     *         "id": "01979f2e-5b1c-7a64-9d0b-6c1f0a2e4b7d",
                     *         "name": "…",
                     *         "prefix": "…"
                     *       },
                     *       "calls_since_replaced": 1,
                     *       "replaces": {
                     *         "id": "01979f2e-5b1c-7a64-9d0b-6c1f0a2e4b7d",
                     *         "name": "…",
                     *         "prefix": "…"
                     *       },
                     *       "revoked_at": "2026-03-31T09:30:00.000000Z",
                     *       "revoked_by": {
                     *         "id": "01979f2e-5b1c-7a64-9d0b-6c1f0a2e4b7d",
                     *         "name": "…"
                     *       },
                     *       "owner": {
                     *         "id": "01979f2e-5b1c-7a64-9d0b-6c1f0a2e4b7d",
                     *         "name": "…",
                     *         "email": "…",
                     *         "active": false
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["WorkspaceKey"];
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
            /**
             * @description - `cross_site_request`: Refused: this request came from another site
             *     - `admin_required`: This is for workspace admins
             */
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
    get_workspace_key_usage: {
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
                     *       "calls": [
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         3,
                     *         12,
                     *         9
                     *       ],
                     *       "refusals": [
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         0,
                     *         3,
                     *         12,
                     *         9
                     *       ],
                     *       "since": "2026-03-31"
                     *     }
                     */
                    "application/json": components["schemas"]["KeyUseSince"];
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
            /**
             * @description - `cross_site_request`: Refused: this request came from another site
             *     - `admin_required`: This is for workspace admins
             */
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
    revoke_workspace_key: {
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
                     *       "calls": 1,
                     *       "needed_permission": "read",
                     *       "attempts": {
                     *         "count": 1,
                     *         "last_at": "2026-03-31T09:30:00.000000Z",
                     *         "last_ip": "…",
                     *         "last_agent": "…"
                     *       },
                     *       "replaced_at": "2026-03-31T09:30:00.000000Z",
                     *       "replaced_by": {
                     *         "id": "01979f2e-5b1c-7a64-9d0b-6c1f0a2e4b7d",
                     *         "name": "…",
                     *         "prefix": "…"
                     *       },
                     *       "calls_since_replaced": 1,
                     *       "replaces": {
                     *         "id": "01979f2e-5b1c-7a64-9d0b-6c1f0a2e4b7d",
                     *         "name": "…",
                     *         "prefix": "…"
                     *       },
                     *       "revoked_at": "2026-03-31T09:30:00.000000Z",
                     *       "revoked_by": {
                     *         "id": "01979f2e-5b1c-7a64-9d0b-6c1f0a2e4b7d",
                     *         "name": "…"
                     *       },
                     *       "owner": {
                     *         "id": "01979f2e-5b1c-7a64-9d0b-6c1f0a2e4b7d",
                     *         "name": "…",
                     *         "email": "…",
                     *         "active": false
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["WorkspaceKey"];
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
            /**
             * @description - `cross_site_request`: Refused: this request came from another site
             *     - `admin_required`: This is for workspace admins
             */
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
    list_events: {
        parameters: {
            query?: {
                /** @description How many events at most. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description Only what happened to the key with this id. */
                key_id?: string;
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
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "id": "01979f2e-5b1c-7a64-9d0b-6c1f0a2e4b7d",
                     *           "at": "2026-03-31T09:30:00.000000Z",
                     *           "action": "signed_in",
                     *           "actor": {
                     *             "id": "01979f2e-5b1c-7a64-9d0b-6c1f0a2e4b7d",
                     *             "name": "…"
                     *           },
                     *           "user": {
                     *             "id": "01979f2e-5b1c-7a64-9d0b-6c1f0a2e4b7d",
                     *             "name": "…"
                     *           },
                     *           "key": {
                     *             "id": "01979f2e-5b1c-7a64-9d0b-6c1f0a2e4b7d",
                     *             "name": "…",
                     *             "prefix": "…"
                     *           },
                     *           "ip": "…",
                     *           "agent": "…",
                     *           "detail": {}
                     *         }
                     *       ],
                     *       "has_more": false,
                     *       "next_cursor": "…"
                     *     }
                     */
                    "application/json": components["schemas"]["PageOf_Event_"];
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
    list_workspace_events: {
        parameters: {
            query?: {
                /** @description How many events at most. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description Only what happened to the key with this id. */
                key_id?: string;
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
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "id": "01979f2e-5b1c-7a64-9d0b-6c1f0a2e4b7d",
                     *           "at": "2026-03-31T09:30:00.000000Z",
                     *           "action": "signed_in",
                     *           "actor": {
                     *             "id": "01979f2e-5b1c-7a64-9d0b-6c1f0a2e4b7d",
                     *             "name": "…"
                     *           },
                     *           "user": {
                     *             "id": "01979f2e-5b1c-7a64-9d0b-6c1f0a2e4b7d",
                     *             "name": "…"
                     *           },
                     *           "key": {
                     *             "id": "01979f2e-5b1c-7a64-9d0b-6c1f0a2e4b7d",
                     *             "name": "…",
                     *             "prefix": "…"
                     *           },
                     *           "ip": "…",
                     *           "agent": "…",
                     *           "detail": {}
                     *         }
                     *       ],
                     *       "has_more": false,
                     *       "next_cursor": "…"
                     *     }
                     */
                    "application/json": components["schemas"]["PageOf_Event_"];
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
            /**
             * @description - `cross_site_request`: Refused: this request came from another site
             *     - `admin_required`: This is for workspace admins
             */
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
}
