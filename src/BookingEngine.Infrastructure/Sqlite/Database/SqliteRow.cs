using System.Buffers;
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

    /// <summary>The text as it is stored. Valid as long as the row.</summary>
    public ReadOnlySpan<byte> GetUtf8(int column) => Span(column);

    public byte[] GetBytes(int column) => Span(column).ToArray();

    /// <summary>Whether the column has this text; null for NULL.</summary>
    public bool Is(int column, string? text)
    {
        if (text is null || IsDBNull(column))
        {
            return text is null && IsDBNull(column);
        }

        var stored = Span(column);
        if (stored.Length < text.Length)
        {
            return false; // a character has at least one byte
        }

        var rented = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        var isSame = stored.SequenceEqual(rented.AsSpan(0, Encoding.UTF8.GetBytes(text, rented)));
        ArrayPool<byte>.Shared.Return(rented);
        return isSame;
    }

    public bool Is(int column, ReadOnlySpan<byte> bytes) => Span(column).SequenceEqual(bytes);

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
