"""Queries about the tables of the databases under test."""

from __future__ import annotations

TABLES = "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'"
UNIQUE_IN_SQLITE = """
    SELECT tables.name, min(columns.name) FROM sqlite_master AS tables
    JOIN pragma_index_list(tables.name) AS indexes JOIN pragma_index_info(indexes.name) AS columns
    WHERE indexes."unique" AND NOT indexes.partial
    GROUP BY tables.name, indexes.name HAVING count(*) = 1"""
UNIQUE_IN_POSTGRESQL = """
    SELECT relname, attname FROM pg_index JOIN pg_class ON pg_class.oid = indrelid
    JOIN pg_attribute ON attrelid = indrelid AND attnum = indkey[0]
    WHERE indisunique AND indpred IS NULL AND indnatts = 1
    AND relnamespace = 'public'::regnamespace"""
SEQUENCES = (
    "SELECT quote_ident(sequencename), last_value FROM pg_sequences WHERE schemaname = 'public'"
)
