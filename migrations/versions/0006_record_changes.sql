-- The triggers that write the log of changes (ADR 14). In PL/pgSQL, a bare name is always a variable, so that columns
-- added later can't change its meaning; columns are written with their table's name.
--
-- The functions that triggers call run with the rights of the tables' owner, because whoever writes to these tables may
-- have no rights beyond them. Only the owner may make a trigger on another table call them.


-- Who sees a record -----------------------------------------------------------------------------------
--
-- Groups of users are arrays of user ids. The workspace's own id stands for everybody in it: `{workspace}`.

CREATE FUNCTION in_both(workspace uuid, a uuid[], b uuid[]) RETURNS uuid[] LANGUAGE sql IMMUTABLE
RETURN CASE WHEN a = ARRAY[workspace] THEN b WHEN b = ARRAY[workspace] THEN a
    ELSE ARRAY(SELECT unnest(a) INTERSECT SELECT unnest(b)) END;

-- Only everybody can be subtracted from everybody. Otherwise the result stays everybody, and includes users in `b`.
CREATE FUNCTION without(workspace uuid, a uuid[], b uuid[]) RETURNS uuid[] LANGUAGE sql IMMUTABLE
RETURN CASE WHEN b IS NULL THEN a WHEN workspace = ANY(b) THEN '{}' WHEN a = ARRAY[workspace] THEN a
    ELSE ARRAY(SELECT unnest(a) EXCEPT SELECT unnest(b)) END;

-- The inverse of `sami.visibility`: the users who see a record. Everybody sees records without an owner.
CREATE FUNCTION viewers(workspace uuid, owner uuid, visibility text) RETURNS uuid[] LANGUAGE sql STABLE
RETURN CASE WHEN owner IS NULL OR visibility = 'workspace' THEN ARRAY[workspace] ELSE ARRAY(
    SELECT u.id FROM users u WHERE u.workspace_id = workspace AND (u.id = owner OR u.role = 'admin')
    UNION
    SELECT theirs.user_id FROM team_members mine
        JOIN team_members theirs ON theirs.workspace_id = workspace AND theirs.team_id = mine.team_id
        WHERE visibility = 'team' AND mine.workspace_id = workspace AND mine.user_id = owner
) END;

CREATE FUNCTION viewers(workspace uuid, owner uuid, visibility text, contact uuid) RETURNS uuid[] LANGUAGE sql STABLE
RETURN CASE WHEN contact IS NULL THEN viewers(workspace, owner, visibility) ELSE in_both(
    workspace,
    viewers(workspace, owner, visibility),
    (SELECT viewers(workspace, c.owner_id, c.visibility) FROM contacts c
        WHERE c.workspace_id = workspace AND c.id = contact)
) END;

-- The records that this transaction has made visible so far, and to which users. Nobody outside it has seen that yet.
-- (An entry with `gained` and without `lost` repeats a record to users who may have seen it before.)
CREATE FUNCTION news(workspace uuid) RETURNS TABLE (record_id uuid, people uuid[]) LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT c.record_id, array_agg(person) FROM record_changes c,
        unnest(CASE c.change WHEN 'created' THEN ARRAY[workspace] ELSE c.gained END) person
    WHERE c.workspace_id = workspace AND c.xid = pg_current_xact_id() AND (c.change = 'created' OR c.lost IS NOT NULL)
    GROUP BY c.record_id;
END;

-- Transactions that create or remove records, or change their visibility, share this lock. Those that change
-- teams or roles hold it exclusively. So the later of two reads what the earlier has committed.
CREATE FUNCTION reach_lock(workspace uuid) RETURNS bigint LANGUAGE sql IMMUTABLE
RETURN hashtextextended('reach ' || workspace, 0);


-- Changes of records ----------------------------------------------------------------------------------

-- A record's id and the columns that decide who sees it.
CREATE TYPE record_reach AS (id uuid, owner_id uuid, visibility text, contact_id uuid);

-- The users who saw a record before a change, and those who see it after.
CREATE TYPE record_move AS (id uuid, before uuid[], after uuid[]);

-- Locks the contacts that limit who sees these records, so that they stay as they are until the transaction ends.
CREATE FUNCTION hold_contacts_of(workspace uuid, records record_reach[]) RETURNS void LANGUAGE plpgsql
AS $$
#variable_conflict use_variable
BEGIN
    PERFORM FROM contacts c WHERE c.workspace_id = workspace
        AND c.id IN (SELECT r.contact_id FROM unnest(records) r) ORDER BY c.id FOR KEY SHARE;
END
$$;

-- Does the same for the contacts of deals that messages now refer to. (If a change to a contact's visibility locked its
-- deals instead, it could deadlock with a change to the visibility of a deal, which has locked that deal already.)
CREATE FUNCTION hold_contacts_of_deals(workspace uuid, ids uuid[])
RETURNS void LANGUAGE plpgsql SET enable_nestloop = on
AS $$
#variable_conflict use_variable
BEGIN
    PERFORM FROM contacts c WHERE c.workspace_id = workspace AND c.id IN (
        SELECT d.contact_id FROM deals d WHERE d.workspace_id = workspace AND d.id = ANY(ids)
    ) ORDER BY c.id FOR KEY SHARE;
END
$$;

-- Keeps other transactions from making a record refer to one of these, or to a deal of theirs, until this one ends.
-- They hold a lock on it, through the foreign key or the function above, and FOR UPDATE waits for that.
CREATE FUNCTION hold_for_naming(type text, workspace uuid, ids uuid[]) RETURNS void LANGUAGE plpgsql
AS $$
#variable_conflict use_variable
BEGIN
    IF type = 'contact' THEN
        PERFORM FROM contacts c WHERE c.workspace_id = workspace AND c.id = ANY(ids) ORDER BY c.id FOR UPDATE;
    ELSIF type = 'deal' THEN
        PERFORM FROM deals d WHERE d.workspace_id = workspace AND d.id = ANY(ids) ORDER BY d.id FOR UPDATE;
    ELSIF type = 'pipeline' THEN
        PERFORM FROM pipelines p WHERE p.workspace_id = workspace AND p.id = ANY(ids) ORDER BY p.id FOR UPDATE;
    END IF;
END
$$;

-- Logs who gains and loses sight of records whose visibility changed from `were` to `are`: of the records themselves,
-- of those that only users who see them can see, and of messages that refer to a deal, which show it only to users who
-- see it. The statement's own entries start with the id `first`.
CREATE FUNCTION log_reach(kind text, workspace uuid, were record_reach[], are record_reach[], first bigint)
RETURNS void LANGUAGE plpgsql SET enable_nestloop = on
AS $$
#variable_conflict use_variable
DECLARE
    moves record_move[];
BEGIN
    PERFORM hold_contacts_of(workspace, were);
    PERFORM hold_for_naming(kind, workspace, ARRAY(SELECT r.id FROM unnest(were) r));
    -- Here and below, the viewers are computed once for all records that have the same: that is most of the work.
    moves := ARRAY(
        SELECT ROW(one, w.before, w.after)::record_move FROM (
            SELECT array_agg(m.id) AS ids, viewers(workspace, m.owner, m.visibility, m.contact) AS before,
                viewers(workspace, m.new_owner, m.new_visibility, m.new_contact) AS after
            FROM unnest(were, are)
                AS m(id, owner, visibility, contact, new_id, new_owner, new_visibility, new_contact)
            GROUP BY m.owner, m.visibility, m.contact, m.new_owner, m.new_visibility, m.new_contact
        ) w, unnest(w.ids) one
    );

    UPDATE record_changes c
        SET gained = without(workspace, m.after, m.before), lost = without(workspace, m.before, n.people)
        FROM unnest(moves) m LEFT JOIN news(workspace) n ON n.record_id = m.id
        WHERE c.workspace_id = workspace AND c.xid = pg_current_xact_id() AND c.id >= first AND c.record_id = m.id;

    IF kind = 'contact' THEN
        INSERT INTO record_changes (workspace_id, type, record_id, change, gained, lost)
            SELECT workspace, w.type, one, 'access', w.gained, without(workspace, w.lost, n.people) FROM (
                SELECT r.type, r.ids, without(workspace, m.after, m.before) AS gained,
                    in_both(workspace, viewers(workspace, r.owner_id, r.visibility), m.before) AS lost
                FROM unnest(moves) m JOIN LATERAL (
                    SELECT 'deal' AS type, d.owner_id, d.visibility, array_agg(d.id) AS ids FROM deals d
                        WHERE d.workspace_id = workspace AND d.contact_id = m.id GROUP BY d.owner_id, d.visibility
                    UNION ALL
                    SELECT 'message', t.owner_id, t.visibility, array_agg(t.id) FROM messages t
                        WHERE t.workspace_id = workspace AND t.contact_id = m.id GROUP BY t.owner_id, t.visibility
                ) r ON true OFFSET 0
            ) w, unnest(w.ids) one LEFT JOIN news(workspace) n ON n.record_id = one;
    END IF;
    INSERT INTO record_changes (workspace_id, type, record_id, change, gained)
        SELECT workspace, 'message', r.id, 'access',
            without(workspace, m.after, m.before) || without(workspace, m.before, m.after)
        FROM unnest(moves) m
            JOIN LATERAL (
                SELECT t.id FROM messages t WHERE kind = 'deal' AND t.workspace_id = workspace AND t.deal_id = m.id
                UNION ALL
                SELECT t.id FROM deals d JOIN messages t ON t.workspace_id = workspace AND t.deal_id = d.id
                    WHERE kind = 'contact' AND d.workspace_id = workspace AND d.contact_id = m.id
            ) r ON true;
END
$$;

-- Logs who saw the records that are now gone. The records that referred to them have been changed, and logged, already.
CREATE FUNCTION log_removal(kind text, workspace uuid, were record_reach[])
RETURNS void LANGUAGE plpgsql SET enable_nestloop = on
AS $$
#variable_conflict use_variable
BEGIN
    PERFORM hold_contacts_of(workspace, were);
    INSERT INTO record_changes (workspace_id, type, record_id, change, lost)
        SELECT workspace, kind, one, 'removed', without(workspace, w.people, n.people) FROM (
            SELECT array_agg(r.id) AS ids, viewers(workspace, r.owner_id, r.visibility, r.contact_id) AS people
            FROM unnest(were) r GROUP BY r.owner_id, r.visibility, r.contact_id
        ) w, unnest(w.ids) one LEFT JOIN news(workspace) n ON n.record_id = one;
END
$$;

-- Logs the stages of pipelines that were deleted or restored: they are deleted and restored with them, although their
-- rows don't change.
CREATE FUNCTION log_stages(workspace uuid, pipelines uuid[])
RETURNS void LANGUAGE plpgsql SET enable_nestloop = on
AS $$
#variable_conflict use_variable
BEGIN
    PERFORM hold_for_naming('pipeline', workspace, pipelines);
    INSERT INTO record_changes (workspace_id, type, record_id, change)
        SELECT workspace, 'stage', s.id, CASE WHEN p.deleted_at IS NULL THEN 'restored' ELSE 'deleted' END
        FROM pipelines p JOIN stages s ON s.workspace_id = workspace AND s.pipeline_id = p.id
        WHERE p.workspace_id = workspace AND p.id = ANY(pipelines) AND s.deleted_at IS NULL;
END
$$;

-- Logs all rows that a statement changed with one statement, so that bulk loads stay fast. The rows are joined by hash:
-- the plan is cached, and one made for a single row would compare a million rows with each other.
CREATE FUNCTION log_record_changes() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path FROM CURRENT SET enable_nestloop = off
AS $$
#variable_conflict use_variable
DECLARE
    kind text := TG_ARGV[0];
    first bigint;
    shows boolean;
    workspace uuid;
    were record_reach[];
    are record_reach[];
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO record_changes (workspace_id, type, record_id, change)
            SELECT r.workspace_id, kind, r.id, 'created' FROM new_rows r;
        FOR workspace IN SELECT DISTINCT r.workspace_id FROM new_rows r ORDER BY 1 LOOP
            PERFORM pg_advisory_xact_lock_shared(reach_lock(workspace));
            IF kind = 'message' THEN
                PERFORM hold_contacts_of_deals(workspace, ARRAY(
                    SELECT r.deal_id FROM new_rows r WHERE r.workspace_id = workspace AND r.deal_id IS NOT NULL
                ));
            END IF;
        END LOOP;

    ELSIF TG_OP = 'UPDATE' THEN
        WITH compared AS MATERIALIZED (
            SELECT n.workspace_id, n.id, ARRAY(
                SELECT member.key FROM (
                    SELECT * FROM jsonb_each(to_jsonb(n) - '{version,updated_at,search}'::text[])
                    EXCEPT SELECT * FROM jsonb_each(to_jsonb(o))
                ) member ORDER BY member.key
            ) AS changed, CASE WHEN (o.deleted_at IS NULL) = (n.deleted_at IS NULL) THEN 'updated'
                WHEN o.deleted_at IS NULL THEN 'deleted' ELSE 'restored' END AS change
            FROM old_rows o JOIN new_rows n USING (workspace_id, id)
        ), logged AS (
            INSERT INTO record_changes (workspace_id, type, record_id, change, changed)
            SELECT c.workspace_id, kind, c.id, c.change, CASE c.change WHEN 'updated' THEN c.changed ELSE '{}' END
            FROM compared c RETURNING id
        )
        SELECT bool_or(c.changed && '{contact_id,deal_id,owner_id,visibility}'
                OR kind = 'pipeline' AND c.change <> 'updated'), (SELECT min(l.id) FROM logged l)
            INTO shows, first FROM compared c;
        IF shows THEN
            FOR workspace IN SELECT DISTINCT r.workspace_id FROM new_rows r ORDER BY 1 LOOP
                PERFORM pg_advisory_xact_lock_shared(reach_lock(workspace));
                IF kind = 'pipeline' THEN
                    PERFORM log_stages(workspace, ARRAY(
                        SELECT n.id FROM old_rows o JOIN new_rows n USING (workspace_id, id)
                        WHERE workspace_id = workspace AND (o.deleted_at IS NULL) <> (n.deleted_at IS NULL)
                    ));
                ELSE
                    SELECT array_agg(pair.o), array_agg(pair.n) INTO were, are FROM (
                        SELECT jsonb_populate_record(NULL::record_reach, to_jsonb(o)) AS o,
                            jsonb_populate_record(NULL::record_reach, to_jsonb(n)) AS n
                        FROM old_rows o JOIN new_rows n USING (workspace_id, id) WHERE workspace_id = workspace
                    ) pair WHERE pair.o IS DISTINCT FROM pair.n;
                    PERFORM log_reach(kind, workspace, were, are, first);
                    IF kind = 'message' THEN
                        PERFORM hold_contacts_of_deals(workspace, ARRAY(
                            SELECT n.deal_id FROM old_rows o JOIN new_rows n USING (workspace_id, id)
                            WHERE workspace_id = workspace AND n.deal_id IS DISTINCT FROM o.deal_id
                        ));
                    END IF;
                END IF;
            END LOOP;
        END IF;

    ELSE
        FOR workspace IN SELECT DISTINCT r.workspace_id FROM old_rows r ORDER BY 1 LOOP
            PERFORM pg_advisory_xact_lock_shared(reach_lock(workspace));
            PERFORM log_removal(kind, workspace, ARRAY(
                SELECT jsonb_populate_record(NULL::record_reach, to_jsonb(r)) FROM old_rows r
                WHERE r.workspace_id = workspace
            ));
        END LOOP;
    END IF;
    RETURN NULL;
END
$$;


-- Changes of teams and roles --------------------------------------------------------------------------

-- Whether, before a change, the viewer saw the owner's records of this visibility, leaving contacts aside. After the
-- change it is the opposite.
CREATE TYPE sight AS (viewer uuid, owner uuid, visibility text, before boolean);

CREATE FUNCTION log_sights(workspace uuid, sights sight[]) RETURNS void LANGUAGE plpgsql SET enable_nestloop = on
AS $$
#variable_conflict use_variable
DECLARE
    -- The records that are affected themselves or through their contact, each with the viewer concerned.
    touched constant text := $query$
        WITH sights AS MATERIALIZED (SELECT * FROM unnest($2)), touched AS (
            SELECT s.viewer, r.id FROM sights s
                JOIN %1$I r ON r.workspace_id = $1 AND r.owner_id = s.owner AND r.visibility = s.visibility
            UNION
            SELECT s.viewer, r.id FROM sights s
                JOIN contacts c ON c.workspace_id = $1 AND c.owner_id = s.owner AND c.visibility = s.visibility
                JOIN %1$I r ON r.workspace_id = $1 AND r.contact_id = c.id
        )
    $query$;
    kind text;
BEGIN
    INSERT INTO record_changes (workspace_id, type, record_id, change, gained, lost)
        SELECT workspace, 'contact', c.id, 'access', array_agg(s.viewer) FILTER (WHERE NOT s.before),
            without(workspace, coalesce(array_agg(s.viewer) FILTER (WHERE s.before), '{}'), n.people)
        FROM unnest(sights) s
            JOIN contacts c ON c.workspace_id = workspace AND c.owner_id = s.owner AND c.visibility = s.visibility
            LEFT JOIN news(workspace) n ON n.record_id = c.id
        GROUP BY c.id, n.people;
    FOREACH kind IN ARRAY '{deal,message}'::text[] LOOP
        EXECUTE format(touched || $query$
            , seen AS (
                SELECT t.viewer, t.id,
                    coalesce(own.before, viewers($1, r.owner_id, r.visibility) && ARRAY[t.viewer, $1])
                    AND (c.id IS NULL
                        OR coalesce(through.before, viewers($1, c.owner_id, c.visibility) && ARRAY[t.viewer, $1])
                    ) AS before
                FROM touched t JOIN %1$I r ON r.workspace_id = $1 AND r.id = t.id
                    LEFT JOIN contacts c ON c.workspace_id = $1 AND c.id = r.contact_id
                    LEFT JOIN sights own
                        ON own.viewer = t.viewer AND own.owner = r.owner_id AND own.visibility = r.visibility
                    LEFT JOIN sights through
                        ON through.viewer = t.viewer AND through.owner = c.owner_id AND through.visibility = c.visibility
            )
            INSERT INTO record_changes (workspace_id, type, record_id, change, gained, lost)
            SELECT $1, %2$L, s.id, 'access', array_agg(s.viewer) FILTER (WHERE NOT s.before),
                without($1, coalesce(array_agg(s.viewer) FILTER (WHERE s.before), '{}'), n.people)
            FROM seen s LEFT JOIN news($1) n ON n.record_id = s.id GROUP BY s.id, n.people
        $query$, kind || 's', kind) USING workspace, sights;
    END LOOP;
    -- Messages show their deal only to users who see the deal.
    EXECUTE format(touched || $query$
        INSERT INTO record_changes (workspace_id, type, record_id, change, gained)
        SELECT $1, 'message', m.id, 'access', array_agg(t.viewer)
        FROM touched t JOIN messages m ON m.workspace_id = $1 AND m.deal_id = t.id GROUP BY m.id
    $query$, 'deals') USING workspace, sights;
END
$$;

-- Logs the pairs of users who became, or stopped being, teammates, taking all teams together. Leaves out admins, who
-- see everything anyway. Joined by hash: dissolving a team of a thousand makes a million pairs, where PostgreSQL
-- expects a few.
CREATE FUNCTION log_teammates(workspace uuid, were team_members[], are team_members[])
RETURNS void LANGUAGE plpgsql SET enable_nestloop = off
AS $$
#variable_conflict use_variable
BEGIN
    PERFORM log_sights(workspace, ARRAY(
        WITH before AS (
            SELECT team_id, user_id FROM team_members WHERE workspace_id = workspace
            EXCEPT SELECT a.team_id, a.user_id FROM unnest(are) a
            UNION SELECT w.team_id, w.user_id FROM unnest(were) w
        ), turned AS (
            SELECT DISTINCT user_id FROM unnest(were || are)
        ), was AS (
            SELECT t.user_id AS one, b.user_id AS other FROM turned t
                JOIN before a ON a.user_id = t.user_id JOIN before b ON b.team_id = a.team_id
        ), now AS (
            SELECT a.user_id AS one, b.user_id AS other FROM turned t
                JOIN team_members a ON a.workspace_id = workspace AND a.user_id = t.user_id
                JOIN team_members b ON b.workspace_id = workspace AND b.team_id = a.team_id
        ), pairs AS (
            SELECT one, other, true AS before FROM (TABLE was EXCEPT TABLE now) ended
            UNION ALL SELECT one, other, false FROM (TABLE now EXCEPT TABLE was) begun
        ), people AS (
            SELECT one AS viewer, other AS owner, before FROM pairs UNION SELECT other, one, before FROM pairs
        )
        SELECT ROW(p.viewer, p.owner, 'team', p.before)::sight
        FROM people p JOIN users u ON u.workspace_id = workspace AND u.id = p.viewer
        WHERE p.viewer <> p.owner AND u.role <> 'admin'
    ));
END
$$;

CREATE FUNCTION log_memberships() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path FROM CURRENT
AS $$
#variable_conflict use_variable
DECLARE
    were team_members[] := '{}';
    are team_members[] := '{}';
    workspace uuid;
BEGIN
    IF TG_OP <> 'INSERT' THEN
        were := ARRAY(SELECT ROW(r.workspace_id, r.team_id, r.user_id)::team_members FROM old_rows r);
    END IF;
    IF TG_OP <> 'DELETE' THEN
        are := ARRAY(SELECT ROW(r.workspace_id, r.team_id, r.user_id)::team_members FROM new_rows r);
    END IF;
    FOR workspace IN SELECT DISTINCT r.workspace_id FROM unnest(were || are) r ORDER BY 1 LOOP
        PERFORM pg_advisory_xact_lock(reach_lock(workspace));
        PERFORM log_teammates(
            workspace,
            ARRAY(SELECT r FROM unnest(were) r WHERE r.workspace_id = workspace),
            ARRAY(SELECT r FROM unnest(are) r WHERE r.workspace_id = workspace)
        );
    END LOOP;
    RETURN NULL;
END
$$;

-- Logs changes of roles. An admin sees others' records of any visibility; a member sees, besides those for the
-- workspace, teammates' records for the team. New users have no cursor yet, but they may see a record that is being
-- removed, hence the lock.
CREATE FUNCTION log_roles() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path FROM CURRENT
AS $$
DECLARE
    workspace uuid;
    turned uuid[];
BEGIN
    IF TG_OP = 'INSERT' THEN
        FOR workspace IN SELECT DISTINCT r.workspace_id FROM new_rows r WHERE r.role = 'admin' ORDER BY 1 LOOP
            PERFORM pg_advisory_xact_lock(reach_lock(workspace));
        END LOOP;
        RETURN NULL;
    END IF;
    FOR workspace, turned IN
        SELECT n.workspace_id, array_agg(n.id) FROM old_rows o JOIN new_rows n USING (workspace_id, id)
        WHERE o.role <> n.role GROUP BY n.workspace_id ORDER BY n.workspace_id
    LOOP
        PERFORM pg_advisory_xact_lock(reach_lock(workspace));
        PERFORM log_sights(workspace, ARRAY(
            SELECT ROW(v.id, o.id, hidden, v.role = 'member')::sight
            FROM users v JOIN users o ON o.workspace_id = workspace AND o.id <> v.id,
                unnest('{private,team}'::text[]) hidden
            WHERE v.workspace_id = workspace AND v.id = ANY(turned) AND NOT (hidden = 'team' AND EXISTS (
                SELECT FROM team_members mine JOIN team_members theirs USING (workspace_id, team_id)
                WHERE workspace_id = workspace AND mine.user_id = v.id AND theirs.user_id = o.id
            ))
        ));
    END LOOP;
    RETURN NULL;
END
$$;


-- Entries removed from the log ------------------------------------------------------------------------

-- Notes how far the log is incomplete, so that no reader who was behind takes the rest for everything.
CREATE FUNCTION note_forgotten() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path FROM CURRENT
AS $$
#variable_conflict use_variable
BEGIN
    -- In order, so that two transactions that do this don't deadlock.
    PERFORM FROM workspaces w WHERE w.id IN (SELECT r.workspace_id FROM old_rows r) ORDER BY w.id FOR NO KEY UPDATE;
    UPDATE workspaces w SET changes_forgotten = greatest(w.changes_forgotten, f.newest)
        FROM (SELECT r.workspace_id, max(r.xid) AS newest FROM old_rows r GROUP BY r.workspace_id) f
        WHERE w.id = f.workspace_id;
    RETURN NULL;
END
$$;

-- TRUNCATE doesn't tell which rows it removes, so whoever keeps a copy has to start over.
CREATE FUNCTION forget_all() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path FROM CURRENT
AS $$
BEGIN
    UPDATE workspaces SET changes_forgotten = pg_current_xact_id();
    RETURN NULL;
END
$$;

REVOKE EXECUTE ON FUNCTION log_record_changes(), log_memberships(), log_roles(), note_forgotten(), forget_all()
    FROM PUBLIC;
