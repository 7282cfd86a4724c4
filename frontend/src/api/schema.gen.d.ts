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
         * @description Returns the person that the session cookie belongs to.
         */
        get: operations["get_session"];
        put?: never;
        /**
         * Sign in
         * @description Sets the session cookie. The response is the same for an unknown email address and a wrong password.
         */
        post: operations["sign_in"];
        /**
         * Sign out
         * @description Ends the session on the server and in the browser.
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
         * @description Returns whether the caller has a session, without failing like `GET /api/session`. If demo data is loaded, also
         *     returns the demo accounts and their password, but never in production.
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
         * @description Returns your keys, newest first.
         */
        get: operations["list_keys"];
        put?: never;
        /**
         * Create a key
         * @description The key acts as you, limited by its permission. Only this response contains the full key.
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
         * Get the usage of your keys
         * @description Returns the calls and refusals of each key on each of the last 30 days.
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
         * @description Returns one of your keys, without its secret.
         */
        get: operations["get_key"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Rename a key
         * @description Only the name of a key can be changed. It is just for you.
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
         * Get the usage of a key
         * @description Returns the calls and refusals on each of the last 30 days.
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
         * @description Creates a key with the same name, permission and expiry. The old key keeps working for `grace`. Only this
         *     response contains the full new key.
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
         * @description Once this returns, the key no longer works anywhere. Repeating it changes nothing.
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
         * @description Returns everybody's keys, newest first. Admins can revoke them, but not use or copy them.
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
         * @description Returns anybody's key, without its secret.
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
         * Get the usage of one of the workspace's keys
         * @description Returns the calls and refusals on each of the last 30 days.
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
         * @description Revokes the key as its owner could. Once this returns, the key no longer works anywhere.
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
         * @description Returns your sign-ins and everything done to your keys, newest first.
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
         * @description Returns everybody's sign-ins and everything done to their keys, newest first. For workspace admins.
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
        Action: "signed_in" | "signed_out" | "key_created" | "key_renamed" | "key_replaced" | "key_revoked" | "key_reported_leaked" | "user_deactivated";
        /** @description Calls with the full key that were refused because it was revoked or expired, or its owner deactivated. */
        Attempts: {
            count: number;
            last_at: string | null;
            last_ip: string | null;
            last_agent: string | null;
        };
        /** @description The only response that contains the full key. A replay of the same request doesn't contain it. */
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
            /** @description When it expires. For a replaced key, when its grace period ends. */
            expires_at: string | null;
            last_used_at: string | null;
            last_used_ip: string | null;
            last_used_agent: string | null;
            /** @description The number of accepted calls so far, counted with a delay of a few seconds. */
            calls: number;
            /** @description The lowest permission that would have allowed all calls so far. */
            needed_permission: components["schemas"]["Permission"] | null;
            attempts: components["schemas"]["Attempts"];
            replaced_at: string | null;
            /** @description The key that replaced it. */
            replaced_by: components["schemas"]["KeyReference"] | null;
            calls_since_replaced: number | null;
            /** @description The key that it replaced. */
            replaces: components["schemas"]["KeyReference"] | null;
            revoked_at: string | null;
            revoked_by: components["schemas"]["Revoker"] | null;
            /** @description Whether it was revoked because somebody reported it as leaked. */
            reported_leaked: boolean;
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
         * @description The current codes. We may add codes.
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
            /** @description Who did it. `null` if an operator did it on the command line, or somebody reported the key as leaked. */
            actor: components["schemas"]["EventPerson"] | null;
            /** @description The user concerned: the key's owner, or the person who signed in. */
            user: components["schemas"]["EventPerson"];
            key: components["schemas"]["EventKey"] | null;
            ip: string | null;
            agent: string | null;
            /** @description For a created key: `name`, `permission`, `expires_at`, `replaces` (a prefix). For a renamed key: `from`, `to`. For a replaced key: `grace`, `stops_at`, `new_key_id`, `new_prefix`. */
            detail: {
                [key: string]: unknown;
            };
        };
        /** @description The key with its current name. Its name at the time is in `detail`. */
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
         * @description Months and years are calendar ones: 31 August + 6 months is 28 (or 29) February.
         * @enum {string}
         */
        Expiry: "never" | "30d" | "90d" | "6m" | "1y";
        /** @description One invalid member of the body. */
        FieldProblem: {
            /**
             * @description JSON Pointer (RFC 6901) into the body.
             * @example /email
             */
            pointer: string;
            /**
             * @description The reason, for programs.
             * @example unknown_field
             */
            code: string;
            /** @description The reason, for people. */
            detail: string;
        };
        /**
         * @description How long a replaced key keeps working alongside its replacement.
         * @enum {string}
         */
        Grace: "0" | "1h" | "24h" | "7d";
        /** @description A key, without its secret. */
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
            /** @description When it expires. For a replaced key, when its grace period ends. */
            expires_at: string | null;
            last_used_at: string | null;
            last_used_ip: string | null;
            last_used_agent: string | null;
            /** @description The number of accepted calls so far, counted with a delay of a few seconds. */
            calls: number;
            /** @description The lowest permission that would have allowed all calls so far. */
            needed_permission: components["schemas"]["Permission"] | null;
            attempts: components["schemas"]["Attempts"];
            replaced_at: string | null;
            /** @description The key that replaced it. */
            replaced_by: components["schemas"]["KeyReference"] | null;
            calls_since_replaced: number | null;
            /** @description The key that it replaced. */
            replaces: components["schemas"]["KeyReference"] | null;
            revoked_at: string | null;
            revoked_by: components["schemas"]["Revoker"] | null;
            /** @description Whether it was revoked because somebody reported it as leaked. */
            reported_leaked: boolean;
        };
        KeyList: {
            data: components["schemas"]["Key"][];
        };
        KeyPatch: {
            /**
             * @description 1 to 80 characters, unique among your live keys.
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
             * @description Accepted calls.
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
             * @description Calls refused because the key no longer worked, lacked the permission, or exceeded the limit.
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
        /** @description Keys without calls are left out. */
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
             * @description Accepted calls.
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
             * @description Calls refused because the key no longer worked, lacked the permission, or exceeded the limit.
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
             * @description 1 to 80 characters, unique among your live keys.
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
            /** @description Whether the owner is active. Keys of deactivated owners are refused. */
            active: boolean;
        };
        PageOf_Event_: {
            data: components["schemas"]["Event"][];
            has_more: boolean;
            /** @description The `cursor` of the next page, or null on the last page. */
            next_cursor: string | null;
        };
        PageOf_WorkspaceKey_: {
            data: components["schemas"]["WorkspaceKey"][];
            has_more: boolean;
            /** @description The `cursor` of the next page, or null on the last page. */
            next_cursor: string | null;
        };
        /** @enum {string} */
        Permission: "read" | "write" | "admin";
        /** @description Every failure, in the format of RFC 9457. `code` is stable: use it in programs, and show `detail` to people. */
        Problem: {
            /**
             * @description The page that explains the code.
             * @example /docs/errors/not_found
             */
            type: string;
            /** @description What `code` means; the same for every occurrence. */
            title: string;
            /**
             * @description The HTTP status.
             * @example 404
             */
            status: number;
            /** @description What happened and how to fix it, for people. */
            detail: string;
            /**
             * @description What happened, for programs. We may add codes.
             * @example not_found
             */
            code: components["schemas"]["ErrorCode"] | string;
            /**
             * @description Also in `Request-Id`. Send it to support when you ask for help.
             * @example req_5f0c2ab49d1e88c07b3a6f21
             */
            request_id: string;
            /** @description The invalid members of the body. */
            errors?: components["schemas"]["FieldProblem"][];
            /** @description With `invalid_parameter`: its name. */
            parameter?: string;
            /** @description With `unknown_parameter`: the allowed parameters. */
            allowed?: string[];
            /** @description With `insufficient_permission`: the permission that the call needs. */
            required?: string;
            /** @description With `insufficient_permission`: the permission that your key has. */
            actual?: string;
            /** @description With `ambiguous_match`: the matching records. With `already_subscribed`: the existing webhook. */
            ids?: string[];
            /** @description With `body_too_large`: the limit. */
            limit_bytes?: number;
            /** @description With a 403, how to make the call possible: `create_key` with the `required` permission, `ask_owner` of the record, or `ask_admin`. We may add values. */
            fix?: string;
            /** @description With `fix`: some of the people who can. */
            who_can_fix?: components["schemas"]["ProblemHelper"][];
            /** @description With `create_key`: the page where its form is filled in. A relative URL like `type`, or absolute. */
            fix_url?: string;
            /** @description With `key_expired`: when the key expired. */
            expired_at?: string;
        };
        /** @description A person who can fix a refusal. */
        ProblemHelper: {
            /**
             * @description Their role: `key_owner`, `record_owner` (the record's `owner_id`), or `workspace_admin`. We may add roles.
             * @example key_owner
             */
            who: string;
            /**
             * @description Present if your key may see it.
             * @example Maya Lindqvist
             */
            name?: string;
        };
        Replacement: {
            /** @description How long the old key keeps working, at most until its own expiry. `0` (a string or a number) revokes it at once. */
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
        /** @description For pages that work both signed in and signed out. There are no demo accounts in production. */
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
            /** @description When it expires. For a replaced key, when its grace period ends. */
            expires_at: string | null;
            last_used_at: string | null;
            last_used_ip: string | null;
            last_used_agent: string | null;
            /** @description The number of accepted calls so far, counted with a delay of a few seconds. */
            calls: number;
            /** @description The lowest permission that would have allowed all calls so far. */
            needed_permission: components["schemas"]["Permission"] | null;
            attempts: components["schemas"]["Attempts"];
            replaced_at: string | null;
            /** @description The key that replaced it. */
            replaced_by: components["schemas"]["KeyReference"] | null;
            calls_since_replaced: number | null;
            /** @description The key that it replaced. */
            replaces: components["schemas"]["KeyReference"] | null;
            revoked_at: string | null;
            revoked_by: components["schemas"]["Revoker"] | null;
            /** @description Whether it was revoked because somebody reported it as leaked. */
            reported_leaked: boolean;
            owner: components["schemas"]["Owner"];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: {
        /** @description Identifies this call in our logs. */
        "Request-Id": string;
        /** @description The next page, as `rel="next"`. Absent on the last page. */
        Link: string;
        /** @description `true` if this is the first response again, because the `Idempotency-Key` was repeated. */
        "Idempotent-Replayed": "true";
        /** @description The number of seconds to wait. */
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
            /** @description - `unknown_parameter`: Unknown query parameter */
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
            /** @description - `cross_site_request`: This request came from another site */
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
            /** @description - `unavailable`: The service is temporarily unavailable */
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
            /** @description - `malformed_json`: The body isn't valid JSON */
            400: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `invalid_credentials`: Email or password is wrong */
            401: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `cross_site_request`: This request came from another site */
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
            /** @description - `validation_failed`: The body has invalid members */
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
            /** @description - `unavailable`: The service is temporarily unavailable */
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
            /** @description - `unknown_parameter`: Unknown query parameter */
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
            /** @description - `cross_site_request`: This request came from another site */
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
            /** @description - `unavailable`: The service is temporarily unavailable */
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
            /** @description - `unknown_parameter`: Unknown query parameter */
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
            /** @description - `unavailable`: The service is temporarily unavailable */
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
                /** @description `active` includes expired keys, whose `status` is `expired`. */
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
                     *           },
                     *           "reported_leaked": false
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["KeyList"];
                };
            };
            /**
             * @description - `unknown_parameter`: Unknown query parameter
             *     - `invalid_parameter`: A query parameter or header has an invalid value
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
            /** @description - `cross_site_request`: This request came from another site */
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
            /** @description - `unavailable`: The service is temporarily unavailable */
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
                /** @description A value of your choice, such as a UUID. Repeating the request with it within 24 hours has no further effect. */
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
            /** @description A replay: the key that was created the first time, without `key`. */
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
                     *       },
                     *       "reported_leaked": false
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
                     *       },
                     *       "reported_leaked": false
                     *     }
                     */
                    "application/json": components["schemas"]["CreatedKey"];
                };
            };
            /**
             * @description - `unknown_parameter`: Unknown query parameter
             *     - `invalid_parameter`: A query parameter or header has an invalid value
             *     - `malformed_json`: The body isn't valid JSON
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
            /** @description - `cross_site_request`: This request came from another site */
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
             *     - `validation_failed`: The body has invalid members
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
            /** @description - `unavailable`: The service is temporarily unavailable */
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
            /** @description - `unknown_parameter`: Unknown query parameter */
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
            /** @description - `cross_site_request`: This request came from another site */
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
            /** @description - `unavailable`: The service is temporarily unavailable */
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
                     *       },
                     *       "reported_leaked": false
                     *     }
                     */
                    "application/json": components["schemas"]["Key"];
                };
            };
            /** @description - `unknown_parameter`: Unknown query parameter */
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
            /** @description - `cross_site_request`: This request came from another site */
            403: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `not_found`: Not found */
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
            /** @description - `unavailable`: The service is temporarily unavailable */
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
                     *       },
                     *       "reported_leaked": false
                     *     }
                     */
                    "application/json": components["schemas"]["Key"];
                };
            };
            /**
             * @description - `unknown_parameter`: Unknown query parameter
             *     - `malformed_json`: The body isn't valid JSON
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
            /** @description - `cross_site_request`: This request came from another site */
            403: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `not_found`: Not found */
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
             *     - `already_revoked`: This key is already revoked
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
            /** @description - `validation_failed`: The body has invalid members */
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
            /** @description - `unavailable`: The service is temporarily unavailable */
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
            /** @description - `unknown_parameter`: Unknown query parameter */
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
            /** @description - `cross_site_request`: This request came from another site */
            403: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `not_found`: Not found */
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
            /** @description - `unavailable`: The service is temporarily unavailable */
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
                /** @description A value of your choice, such as a UUID. Repeating the request with it within 24 hours has no further effect. */
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
            /** @description A replay: the key that was created the first time, without `key`. */
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
                     *       },
                     *       "reported_leaked": false
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
                     *       },
                     *       "reported_leaked": false
                     *     }
                     */
                    "application/json": components["schemas"]["CreatedKey"];
                };
            };
            /**
             * @description - `unknown_parameter`: Unknown query parameter
             *     - `invalid_parameter`: A query parameter or header has an invalid value
             *     - `malformed_json`: The body isn't valid JSON
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
            /** @description - `cross_site_request`: This request came from another site */
            403: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `not_found`: Not found */
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
             * @description - `already_revoked`: This key is already revoked
             *     - `already_replaced`: This key is already replaced
             *     - `already_expired`: This key has already expired
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
             *     - `validation_failed`: The body has invalid members
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
            /** @description - `unavailable`: The service is temporarily unavailable */
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
                     *       },
                     *       "reported_leaked": false
                     *     }
                     */
                    "application/json": components["schemas"]["Key"];
                };
            };
            /** @description - `unknown_parameter`: Unknown query parameter */
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
            /** @description - `cross_site_request`: This request came from another site */
            403: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `not_found`: Not found */
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
            /** @description - `unavailable`: The service is temporarily unavailable */
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
                /** @description `active` includes expired keys, whose `status` is `expired`. */
                status?: "active" | "revoked" | "all";
                /** @description Part of the name of the key or its owner, or the start of the prefix. */
                q?: string;
                /** @description Only the keys of the user with this id. */
                owner_id?: string;
                /** @description The maximum number of keys. */
                limit?: number;
                /** @description The `next_cursor` of the previous page. */
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
                     *           "reported_leaked": false,
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
             * @description - `unknown_parameter`: Unknown query parameter
             *     - `invalid_parameter`: A query parameter or header has an invalid value
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
             * @description - `cross_site_request`: This request came from another site
             *     - `admin_required`: Only workspace admins can do this
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
            /** @description - `unavailable`: The service is temporarily unavailable */
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
                     *       "reported_leaked": false,
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
            /** @description - `unknown_parameter`: Unknown query parameter */
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
             * @description - `cross_site_request`: This request came from another site
             *     - `admin_required`: Only workspace admins can do this
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
            /** @description - `not_found`: Not found */
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
            /** @description - `unavailable`: The service is temporarily unavailable */
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
            /** @description - `unknown_parameter`: Unknown query parameter */
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
             * @description - `cross_site_request`: This request came from another site
             *     - `admin_required`: Only workspace admins can do this
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
            /** @description - `not_found`: Not found */
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
            /** @description - `unavailable`: The service is temporarily unavailable */
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
                     *       "reported_leaked": false,
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
            /** @description - `unknown_parameter`: Unknown query parameter */
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
             * @description - `cross_site_request`: This request came from another site
             *     - `admin_required`: Only workspace admins can do this
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
            /** @description - `not_found`: Not found */
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
            /** @description - `unavailable`: The service is temporarily unavailable */
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
                /** @description The maximum number of events. */
                limit?: number;
                /** @description The `next_cursor` of the previous page. */
                cursor?: string;
                /** @description Only events of the key with this id. */
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
             * @description - `unknown_parameter`: Unknown query parameter
             *     - `invalid_parameter`: A query parameter or header has an invalid value
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
            /** @description - `cross_site_request`: This request came from another site */
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
            /** @description - `unavailable`: The service is temporarily unavailable */
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
                /** @description The maximum number of events. */
                limit?: number;
                /** @description The `next_cursor` of the previous page. */
                cursor?: string;
                /** @description Only events of the key with this id. */
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
             * @description - `unknown_parameter`: Unknown query parameter
             *     - `invalid_parameter`: A query parameter or header has an invalid value
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
             * @description - `cross_site_request`: This request came from another site
             *     - `admin_required`: Only workspace admins can do this
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
            /** @description - `unavailable`: The service is temporarily unavailable */
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
