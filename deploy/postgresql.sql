-- As the superuser: psql -f deploy/postgresql.sql
-- CREATEDB lets `manage.py restore` work beside the archive. The timeouts stop what got stuck.
CREATE ROLE archive LOGIN CREATEDB;
CREATE DATABASE archive OWNER archive ENCODING 'UTF8' LOCALE 'C.UTF-8' TEMPLATE template0;
ALTER ROLE archive SET lock_timeout = '30s';
ALTER ROLE archive SET idle_in_transaction_session_timeout = '10min';
