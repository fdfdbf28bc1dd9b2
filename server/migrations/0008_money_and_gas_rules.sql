-- Entries, their lines, the chain and the names of accounts are never changed, by anybody, in any way.
create function ledger.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'rows of ledger.% are not changed', tg_table_name using errcode = '23001', constraint = 'ledger_append_only';
end $$;
--> statement-breakpoint
create trigger append_only before update or delete on ledger.entries for each row execute function ledger.refuse_change();
--> statement-breakpoint
create trigger append_only before update or delete on ledger.lines for each row execute function ledger.refuse_change();
--> statement-breakpoint
create trigger append_only before update or delete on ledger.chain for each row execute function ledger.refuse_change();
--> statement-breakpoint
create trigger append_only before update or delete on ledger.accounts for each row execute function ledger.refuse_change();
--> statement-breakpoint
create trigger not_emptied before truncate on ledger.entries for each statement execute function ledger.refuse_change();
--> statement-breakpoint
create trigger not_emptied before truncate on ledger.lines for each statement execute function ledger.refuse_change();
--> statement-breakpoint
create trigger not_emptied before truncate on ledger.chain for each statement execute function ledger.refuse_change();
--> statement-breakpoint
create trigger not_emptied before truncate on ledger.accounts for each statement execute function ledger.refuse_change();
--> statement-breakpoint
create trigger not_emptied before truncate on ledger.balances for each statement execute function ledger.refuse_change();
--> statement-breakpoint
-- Lines go into the slots of an entry: line n of an entry of `lines` lines. One that was posted has none free, so that nothing can be added to it.
-- There are no foreign keys here: each would lock a row, and those of platform accounts are shared by all postings.
create function ledger.check_slot() returns trigger language plpgsql as $$
begin
  if exists (select 1 from ledger.entries e where e.seq = new.entry_seq and new.n between 1 and e.lines) then return new; end if;
  raise exception 'entry % has no line %', new.entry_seq, new.n using errcode = '23514', constraint = 'ledger_zero_sum';
end $$;
--> statement-breakpoint
create trigger slot before insert on ledger.lines for each row execute function ledger.check_slot();
--> statement-breakpoint
-- At commit every entry has all its lines, and they add up to zero in each currency.
create function ledger.check_entry() returns trigger language plpgsql as $$
declare
  has bigint;
  same boolean;
  total numeric;
begin
  select count(*), min(l.currency) = max(l.currency), sum(l.amount) into has, same, total from ledger.lines l where l.entry_seq = new.seq;
  if has = new.lines then
    if same then
      if total = 0 then return null; end if;
    elsif not exists (select 1 from ledger.lines l where l.entry_seq = new.seq group by l.currency having sum(l.amount) <> 0) then
      return null;
    end if;
  end if;
  raise exception 'entry % is not balanced', new.seq using errcode = '23514', constraint = 'ledger_zero_sum';
end $$;
--> statement-breakpoint
create constraint trigger zero_sum after insert on ledger.entries deferrable initially deferred for each row execute function ledger.check_entry();
--> statement-breakpoint
-- Balance rows are updated all the time: room on the page keeps the new version near the old one, and vacuum comes often.
alter table ledger.balances set (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 500);
--> statement-breakpoint
insert into ledger.sealing (one) values (1);
--> statement-breakpoint
-- The account of that name, made when it is new. Which part of a name is an owner, and which accounts may never be in debit, is decided here and nowhere else.
create function ledger.open_account(p_name text, p_currency text) returns bigint language plpgsql as $$
declare
  v_id bigint;
  v_owner text;
  v_family text := p_name;
  v_guard text;
begin
  if p_name !~ '^(assets|liabilities|equity|income|expenses)(:[A-Za-z0-9][A-Za-z0-9-]*)+$' or length(p_name) > 200 or p_currency !~ '^[A-Z]{3}$' then
    raise exception 'no name of an account: % %', p_name, p_currency using errcode = '23514', constraint = 'ledger_account_name';
  end if;
  if p_name ~ '^liabilities:wallet:[^:]+:[^:]+$' then
    v_guard := 'wallet';
    v_owner := split_part(p_name, ':', 3);
    v_family := 'liabilities:wallet:*:' || split_part(p_name, ':', 4);
  elsif p_name ~ '^liabilities:(refunds|points):[^:]+$' then
    v_guard := 'owed';
    v_owner := split_part(p_name, ':', 3);
    v_family := 'liabilities:' || split_part(p_name, ':', 2) || ':*';
  elsif p_name ~ '^liabilities:(deferred|deposit):[^:]+:[^:]+$' then
    v_guard := 'owed';
    v_owner := split_part(p_name, ':', 4);
    v_family := 'liabilities:' || split_part(p_name, ':', 2) || ':' || split_part(p_name, ':', 3) || ':*';
  elsif p_name ~ '^liabilities:driver:[^:]+:[^:]+$' then
    v_owner := split_part(p_name, ':', 3);
    v_family := 'liabilities:driver:*:' || split_part(p_name, ':', 4);
  end if;
  insert into ledger.accounts (name, currency, family, owner, guard) values (p_name, p_currency, v_family, v_owner, v_guard)
    on conflict (name, currency) do nothing returning id into v_id;
  if v_id is null then
    select id into v_id from ledger.accounts where name = p_name and currency = p_currency;
  elsif v_owner is not null then
    insert into ledger.balances (account_id, shard, balance, guard) values (v_id, 0, 0, v_guard);
  end if;
  return v_id;
end $$;
--> statement-breakpoint
-- A whole posting: {kind, key, businessType, businessId, memo, reversalOf, actorId, occurredAt, recordedAt, lines: [{account, amount, currency}]}.
-- Locks in this order, so that two postings cannot wait for one another: new accounts by name, the original of a reversal, owners' balances by account,
-- the key. Balances of platform accounts are rows of this database session alone: nobody waits for them.
create function ledger.post(p jsonb, out entry_id uuid, out seq bigint, out created boolean) language plpgsql as $$
declare
  given jsonb := p -> 'lines';
  size int := jsonb_array_length(given);
  line jsonb;
  ids bigint[];
  owned bigint[];
  amounts bigint[];
  currencies text[];
  afters bigint[] := array_fill(null::bigint, array[size]);
  one_currency boolean := true;
  missing boolean := false;
  total bigint := 0;
  v_id bigint;
  v_owner text;
  after bigint;
  -- A number is drawn only by a transaction that has an id: the sweep that seals relies on it.
  mine xid8 := pg_current_xact_id();
  zero boolean;
begin
  if size not between 2 and 500 then
    raise exception 'an entry has 2 to 500 lines' using errcode = '23514', constraint = 'ledger_unbalanced';
  end if;
  for i in 1 .. size loop
    line := given -> (i - 1);
    amounts[i] := (line ->> 'amount')::bigint;
    currencies[i] := coalesce(line ->> 'currency', 'INR');
    total := total + amounts[i];
    if currencies[i] <> currencies[1] then one_currency := false; end if;
    select a.id, a.owner into v_id, v_owner from ledger.accounts a where a.name = line ->> 'account' and a.currency = currencies[i];
    if not found then missing := true; end if;
    ids[i] := v_id;
    if v_owner is not null then owned := owned || v_id; end if;
  end loop;
  -- Apart, because an expression without a query in it costs next to nothing.
  if one_currency then
    zero := total = 0;
  else
    zero := not exists (select 1 from unnest(amounts, currencies) x(a, c) group by c having sum(a) <> 0);
  end if;
  if not zero then
    raise exception 'the lines do not add up to zero' using errcode = '23514', constraint = 'ledger_unbalanced';
  end if;
  if missing then
    perform ledger.open_account(x.name, x.currency)
      from (select distinct l ->> 'account' as name, coalesce(l ->> 'currency', 'INR') as currency from jsonb_array_elements(given) l order by 1, 2) x
      where not exists (select 1 from ledger.accounts a where a.name = x.name and a.currency = x.currency);
    owned := null;
    for i in 1 .. size loop
      select a.id, a.owner into strict v_id, v_owner from ledger.accounts a where a.name = given -> (i - 1) ->> 'account' and a.currency = currencies[i];
      ids[i] := v_id;
      if v_owner is not null then owned := owned || v_id; end if;
    end loop;
  end if;
  if p ->> 'reversalOf' is not null then
    perform 1 from ledger.entries e where e.id = (p ->> 'reversalOf')::uuid for no key update;
    if not found or exists (
      select 1 from (
        select l.account_id a, l.amount m from ledger.lines l join ledger.entries e on e.seq = l.entry_seq where e.id = (p ->> 'reversalOf')::uuid
        union all select * from unnest(ids, amounts)
      ) x group by a having sum(m) <> 0
    ) then
      raise exception 'not the opposite of that entry' using errcode = '23514', constraint = 'ledger_not_a_reversal';
    end if;
  end if;
  if owned is not null then
    perform 1 from ledger.balances b where b.account_id = any(owned) and b.shard = 0 order by b.account_id for update;
  end if;
  insert into ledger.entries as e (kind, key, business_type, business_id, memo, reversal_of, lines, actor_id, occurred_at, recorded_at)
    values (p ->> 'kind', p ->> 'key', p ->> 'businessType', p ->> 'businessId', p ->> 'memo', (p ->> 'reversalOf')::uuid, size, (p ->> 'actorId')::uuid,
      coalesce((p ->> 'occurredAt')::timestamptz, now()), coalesce((p ->> 'recordedAt')::timestamptz, now()))
    on conflict (kind, key) do nothing returning e.seq, e.id into post.seq, post.entry_id;
  if post.seq is null then
    select e.seq, e.id into strict post.seq, post.entry_id from ledger.entries e where e.kind = p ->> 'kind' and e.key = p ->> 'key';
    if not exists (select 1 from ledger.entries e where e.seq = post.seq and e.lines = size and e.business_type = p ->> 'businessType' and e.business_id = p ->> 'businessId' and e.reversal_of is not distinct from (p ->> 'reversalOf')::uuid)
      or exists (
        select 1 from (select l.n::bigint n, l.account_id a, l.amount m from ledger.lines l where l.entry_seq = post.seq) x
        full join (select t.n, t.a, t.m from unnest(ids, amounts) with ordinality t(a, m, n)) y using (n) where x.a is distinct from y.a or x.m is distinct from y.m
      ) then
      raise exception 'this key belongs to another posting' using errcode = '23505', constraint = 'ledger_key_reused';
    end if;
    created := false;
    return;
  end if;
  for i in 1 .. size loop
    -- An account that stands on several lines is moved once, by all of them.
    continue when array_position(ids, ids[i]) < i;
    total := amounts[i];
    for j in i + 1 .. size loop
      if ids[j] = ids[i] then total := total + amounts[j]; end if;
    end loop;
    if ids[i] = any(owned) then
      update ledger.balances b set balance = b.balance + total where b.account_id = ids[i] and b.shard = 0 returning b.balance into strict after;
      for j in i .. size loop
        if ids[j] = ids[i] then afters[j] := after; end if;
      end loop;
    else
      update ledger.balances b set balance = b.balance + total where b.account_id = ids[i] and b.shard = pg_backend_pid();
      if not found then
        insert into ledger.balances as b (account_id, shard, balance) values (ids[i], pg_backend_pid(), total)
          on conflict (account_id, shard) do update set balance = b.balance + excluded.balance;
      end if;
    end if;
  end loop;
  insert into ledger.lines (entry_seq, n, account_id, amount, currency, balance_after)
    select post.seq, t.n, t.a, t.m, t.c, t.b from unnest(ids, amounts, currencies, afters) with ordinality t(a, m, c, b, n);
  created := true;
end $$;
--> statement-breakpoint
-- Takes the balance rows of database sessions that have gone into shard 0. Skips what somebody holds. Returns how many.
create function ledger.fold() returns int language plpgsql as $$
declare
  folded int;
begin
  with gone as (
    select b.ctid from ledger.balances b where b.shard <> 0 and not exists (select 1 from pg_stat_activity s where s.pid = b.shard) for update skip locked
  ), taken as (
    delete from ledger.balances b using gone where b.ctid = gone.ctid returning b.account_id, b.balance
  ), added as (
    insert into ledger.balances as b (account_id, shard, balance) select account_id, 0, sum(balance) from taken group by account_id order by account_id
      on conflict (account_id, shard) do update set balance = b.balance + excluded.balance
  )
  select count(*) into folded from taken;
  return folded;
end $$;
--> statement-breakpoint
-- What a hash covers: every column of the entry and of its lines.
create function ledger.content(e ledger.entries) returns text language sql stable as $$
  select jsonb_build_array(e.seq, e.id, e.kind, e.key, e.business_type, e.business_id, e.memo, e.reversal_of, e.lines, e.actor_id, extract(epoch from e.occurred_at), extract(epoch from e.recorded_at),
    (select jsonb_agg(jsonb_build_array(l.n, a.name, l.currency, l.amount, l.balance_after) order by l.n) from ledger.lines l left join ledger.accounts a on a.id = l.account_id where l.entry_seq = e.seq))::text
$$;
--> statement-breakpoint
create function ledger.link(previous text, content text) returns text language sql immutable as $$
  select encode(sha256(convert_to(previous || content, 'UTF8')), 'hex')
$$;
--> statement-breakpoint
-- Adds the next entries to the chain, by their number. An entry whose transaction ends late comes with the next call. Returns how many.
-- The floor rises to a number when all transactions that were under way when it was the highest have ended: nothing can appear below it. Whoever had drawn a number
-- up to `top` had an id by then, so it is lower than the one that this transaction takes afterwards. (The upper end of a snapshot would not do: ids above it may be running.)
create function ledger.seal(most int) returns int language plpgsql as $$
declare
  s ledger.sealing;
  fresh boolean := pg_current_xact_id_if_assigned() is null;
  top bigint;
  mine bigint;
  ready boolean;
  e ledger.entries;
  last text;
  at bigint;
  done int := 0;
begin
  select case when q.is_called then q.last_value else 0 end into top from ledger.entries_seq_seq q;
  mine := pg_current_xact_id()::text::bigint;
  select * into strict s from ledger.sealing for update;
  ready := s.next_xid is not null and s.next_xid <= pg_snapshot_xmin(pg_current_snapshot())::text::bigint;
  select c.position, c.hash into at, last from ledger.chain c order by c.position desc limit 1;
  at := coalesce(at, 0);
  last := coalesce(last, '');
  for e in select x.* from ledger.entries x where x.seq >= s.floor and not exists (select 1 from ledger.chain c where c.entry_seq = x.seq) order by x.seq limit most loop
    at := at + 1;
    last := ledger.link(last, ledger.content(e));
    insert into ledger.chain (position, entry_seq, hash) values (at, e.seq, last);
    done := done + 1;
  end loop;
  -- An id of the future is one of another cluster, from before a restore.
  if fresh and done < most and (ready or s.next_xid is null or s.next_xid > mine) then
    update ledger.sealing set floor = case when ready then greatest(s.floor, s.next_floor) else s.floor end, next_floor = top + 1, next_xid = mine;
  end if;
  return done;
end $$;
--> statement-breakpoint
-- Recomputes everything on one snapshot. Of each kind of error the first row; nothing when the books are whole.
create function ledger.verify() returns table (fault text, seq bigint, id uuid, line int, account text, expected text, found text) language plpgsql stable as $$
#variable_conflict use_column
begin
  return query
    select 'entry_unbalanced', e.seq, e.id, null::int, null::text, e.lines || ' lines, sum 0', coalesce(sum(x.c), 0) || ' lines, sum ' || coalesce(sum(abs(x.total)), 0)
    from ledger.entries e left join (select l.entry_seq, l.currency, count(*) c, sum(l.amount) total from ledger.lines l group by 1, 2) x on x.entry_seq = e.seq
    group by e.seq having coalesce(sum(x.c), 0) <> e.lines or coalesce(sum(abs(x.total)), 0) <> 0 order by e.seq limit 1;
  return query
    select 'line_without_entry', l.entry_seq, null::uuid, l.n::int, a.name, 'an entry', 'none'
    from ledger.lines l left join ledger.accounts a on a.id = l.account_id where not exists (select 1 from ledger.entries e where e.seq = l.entry_seq) order by l.entry_seq, l.n limit 1;
  return query
    select 'line_of_wrong_account', l.entry_seq, e.id, l.n::int, a.name, coalesce(a.currency, 'an account'), l.currency
    from ledger.lines l left join ledger.accounts a on a.id = l.account_id left join ledger.entries e on e.seq = l.entry_seq
    where a.id is null or a.currency <> l.currency order by l.entry_seq, l.n limit 1;
  return query
    select 'balance_after_wrong', x.entry_seq, e.id, x.n::int, x.name, x.sum::text, coalesce(x.balance_after::text, 'none')
    from (select l.entry_seq, l.n, a.name, l.balance_after, sum(l.amount) over (partition by l.account_id order by l.entry_seq) sum from ledger.lines l join ledger.accounts a on a.id = l.account_id where a.owner is not null) x
    left join ledger.entries e on e.seq = x.entry_seq
    where x.balance_after is distinct from x.sum order by x.entry_seq, x.n limit 1;
  return query
    select 'account_overdrawn', x.entry_seq, e.id, x.n::int, x.name, '0 or less', x.sum::text
    from (select l.entry_seq, l.n, a.name, sum(l.amount) over (partition by l.account_id order by l.entry_seq) sum from ledger.lines l join ledger.accounts a on a.id = l.account_id where a.guard is not null) x
    left join ledger.entries e on e.seq = x.entry_seq
    where x.sum > 0 order by x.entry_seq, x.n limit 1;
  return query
    select 'balance_wrong', null::bigint, null::uuid, null::int, coalesce(a.name, 'account ' || coalesce(b.account_id, l.account_id)), coalesce(l.total, 0)::text, coalesce(b.total, 0)::text
    from (select account_id, sum(balance) total from ledger.balances group by 1) b
    full join (select account_id, sum(amount) total from ledger.lines group by 1) l on l.account_id = b.account_id
    left join ledger.accounts a on a.id = coalesce(b.account_id, l.account_id)
    where coalesce(b.total, 0) <> coalesce(l.total, 0) order by a.name, a.currency limit 1;
  return query
    select 'guard_wrong', null::bigint, null::uuid, null::int, a.name, coalesce(a.guard, 'none'), coalesce(b.guard, 'none')
    from ledger.balances b join ledger.accounts a on a.id = b.account_id where b.guard is distinct from a.guard order by a.name limit 1;
  return query
    select 'chain_broken', x.entry_seq, x.id, null::int, null::text, x.right_hash, x.hash
    from (
      select c.position, c.entry_seq, e.id, c.hash, ledger.link(coalesce(lag(c.hash) over w, ''), ledger.content(e)) right_hash, c.position - coalesce(lag(c.position) over w, 0) step
      from ledger.chain c left join ledger.entries e on e.seq = c.entry_seq window w as (order by c.position)
    ) x where x.hash is distinct from x.right_hash or x.id is null or x.step <> 1 order by x.position limit 1;
  return query
    select 'not_in_chain', e.seq, e.id, null::int, null::text, 'a link', 'none'
    from ledger.entries e where e.seq < (select floor from ledger.sealing) and not exists (select 1 from ledger.chain c where c.entry_seq = e.seq) order by e.seq limit 1;
end $$;
--> statement-breakpoint
-- The counters of each shelf follow the cylinders, statement by statement, so that no rule of ours can forget them. A check on the shelf says that they add up.
create function gas.count_stock() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into gas.stock (depot_id, type_id) select distinct depot_id, type_id from fresh order by 1, 2 on conflict do nothing;
    update gas.stock s set owned = s.owned + d.owned, registered = s.registered + d.registered, filled = s.filled + d.filled, allocated = s.allocated + d.allocated,
      in_transit = s.in_transit + d.in_transit, with_customer = s.with_customer + d.with_customer, empty = s.empty + d.empty, refilling = s.refilling + d.refilling,
      quarantined = s.quarantined + d.quarantined, lost = s.lost + d.lost, condemned = s.condemned + d.condemned
    from (select depot_id, type_id, count(*) filter (where state <> 'condemned') owned, count(*) filter (where state = 'registered') registered, count(*) filter (where state = 'filled') filled,
        count(*) filter (where state = 'allocated') allocated, count(*) filter (where state = 'in_transit') in_transit, count(*) filter (where state = 'with_customer') with_customer,
        count(*) filter (where state = 'empty') empty, count(*) filter (where state = 'refilling') refilling, count(*) filter (where state = 'quarantined') quarantined,
        count(*) filter (where state = 'lost') lost, count(*) filter (where state = 'condemned') condemned
      from fresh group by 1, 2) d
    where s.depot_id = d.depot_id and s.type_id = d.type_id;
  else
    insert into gas.stock (depot_id, type_id)
      select distinct f.depot_id, f.type_id from fresh f join stale o on o.id = f.id where (f.depot_id, f.type_id) <> (o.depot_id, o.type_id) order by 1, 2 on conflict do nothing;
    update gas.stock s set owned = s.owned + d.owned, registered = s.registered + d.registered, filled = s.filled + d.filled, allocated = s.allocated + d.allocated,
      in_transit = s.in_transit + d.in_transit, with_customer = s.with_customer + d.with_customer, empty = s.empty + d.empty, refilling = s.refilling + d.refilling,
      quarantined = s.quarantined + d.quarantined, lost = s.lost + d.lost, condemned = s.condemned + d.condemned
    from (select depot_id, type_id, coalesce(sum(n) filter (where state <> 'condemned'), 0) owned, coalesce(sum(n) filter (where state = 'registered'), 0) registered,
        coalesce(sum(n) filter (where state = 'filled'), 0) filled, coalesce(sum(n) filter (where state = 'allocated'), 0) allocated,
        coalesce(sum(n) filter (where state = 'in_transit'), 0) in_transit, coalesce(sum(n) filter (where state = 'with_customer'), 0) with_customer,
        coalesce(sum(n) filter (where state = 'empty'), 0) empty, coalesce(sum(n) filter (where state = 'refilling'), 0) refilling,
        coalesce(sum(n) filter (where state = 'quarantined'), 0) quarantined, coalesce(sum(n) filter (where state = 'lost'), 0) lost,
        coalesce(sum(n) filter (where state = 'condemned'), 0) condemned
      from (select depot_id, type_id, state, 1 n from fresh union all select depot_id, type_id, state, -1 from stale) x group by 1, 2) d
    where s.depot_id = d.depot_id and s.type_id = d.type_id
      and (d.registered, d.filled, d.allocated, d.in_transit, d.with_customer, d.empty, d.refilling, d.quarantined, d.lost, d.condemned) <> (0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
  end if;
  return null;
end $$;
--> statement-breakpoint
create trigger count_new after insert on gas.cylinders referencing new table as fresh for each statement execute function gas.count_stock();
--> statement-breakpoint
create trigger count_moved after update on gas.cylinders referencing old table as stale new table as fresh for each statement execute function gas.count_stock();
--> statement-breakpoint
-- What happened is not written anew: moves of cylinders and overrides are append-only. What somebody is called may be blanked when they are erased.
create function gas.refuse_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and to_jsonb(new) - 'actor_name' = to_jsonb(old) - 'actor_name' then return new; end if;
  raise exception 'rows of % are not changed', tg_table_name using constraint = 'append_only';
end $$;
--> statement-breakpoint
create trigger append_only before update or delete on gas.cylinder_moves for each row execute function gas.refuse_change();
--> statement-breakpoint
create trigger append_only before update or delete on gas.overrides for each row execute function gas.refuse_change();
