"""The SQL that makes a table."""

from lexgap.schema.tables import Table


def create(spec: Table) -> str:
    """CREATE TABLE and CREATE INDEX statements."""
    lines = [
        f'  "{c.name}" {c.type}'
        + ("" if c.nullable else " NOT NULL")
        + (f' REFERENCES "{c.references[0]}"("{c.references[1]}")' if c.references else "")
        for c in spec.columns
    ]
    lines.append(f"  PRIMARY KEY ({quoted(spec.keys)})")
    sql = [f'CREATE TABLE "{spec.name}" (\n' + ",\n".join(lines) + "\n);"]
    sql += [
        f'CREATE INDEX "{spec.name}_{"_".join(i)}" ON "{spec.name}" ({quoted(i)});'
        for i in spec.indexes
    ]
    return "\n".join(sql)


def quoted(names: tuple[str, ...]) -> str:
    """Column names as SQL."""
    return ", ".join(f'"{n}"' for n in names)
