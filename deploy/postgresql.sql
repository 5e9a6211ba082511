-- As the superuser: psql -f deploy/postgresql.sql
-- CREATEDB lets `manage.py restore` work beside the archive. The timeouts stop what got stuck. On other disks than SSDs leave
-- random_page_cost as it is: with it, small tables are read by their indexes, which takes a fifth off what a page asks.
CREATE ROLE archive LOGIN CREATEDB;
CREATE DATABASE archive OWNER archive ENCODING 'UTF8' LOCALE 'C.UTF-8' TEMPLATE template0;
ALTER ROLE archive SET lock_timeout = '30s';
ALTER ROLE archive SET idle_in_transaction_session_timeout = '10min';
ALTER ROLE archive SET random_page_cost = 1.1;
