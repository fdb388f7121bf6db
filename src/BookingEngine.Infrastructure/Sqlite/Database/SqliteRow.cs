using System.Text;
using SQLitePCL;

namespace BookingEngine.Infrastructure.Sqlite.Database;

/// <summary>The current row of a statement. Valid until the statement's next step.</summary>
internal readonly struct SqliteRow(nint statement)
{
    public bool IsDBNull(int column) => SqliteNative.TypeOf(statement, column) == raw.SQLITE_NULL;

    public long GetInt64(int column) => SqliteNative.Integer(statement, column);

    public int GetInt32(int column) => checked((int)GetInt64(column));

    public string GetString(int column) => Encoding.UTF8.GetString(Span(column));

    public byte[] GetBytes(int column) => Span(column).ToArray();

    /// <summary>From its 16 bytes in the order of its text, or from its text.</summary>
    public Guid GetGuid(int column) => SqliteNative.TypeOf(statement, column) == raw.SQLITE_BLOB
        ? new Guid(Span(column), bigEndian: true)
        : Guid.Parse(Span(column));

    // All texts are stored as UTF-8, so their bytes are what sqlite3_column_text returns.
    private unsafe ReadOnlySpan<byte> Span(int column)
    {
        var bytes = SqliteNative.Bytes(statement, column);
        return bytes is null ? [] : new(bytes, SqliteNative.LengthOf(statement, column));
    }
}
