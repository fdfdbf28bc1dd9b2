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
