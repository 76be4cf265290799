/*
 * One role and one schema for each service that has tables; none sees another's. For development: the password is
 * the name. Runs again without effect, and as one line of single-user mode, hence no line comments.
 */
do $$ begin if not exists (select from pg_roles where rolname = 'deliveries') then create role deliveries login password 'deliveries'; end if; end $$;
do $$ begin if not exists (select from pg_roles where rolname = 'analytics') then create role analytics login password 'analytics'; end if; end $$;
do $$ begin if not exists (select from pg_roles where rolname = 'notifications') then create role notifications login password 'notifications'; end if; end $$;
create schema if not exists deliveries authorization deliveries;
create schema if not exists analytics authorization analytics;
create schema if not exists notifications authorization notifications;
