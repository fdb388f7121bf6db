using System.Text;
using BookingEngine.Infrastructure.Configuration;
using BookingEngine.Privacy;

namespace BookingEngine.Functions.Http;

/// <summary>Writes and reads cursors of lists. A cursor is opaque, signed, and valid only for the query that it came from.</summary>
public sealed class Cursor(Settings settings)
{
    private readonly TokenCodec _codec = new(settings.DeriveKey("cursors"), TokenLayout.HalfMac, settings.DerivePreviousKey("cursors"));

    public string Write(string query, string sortKey) => _codec.Write(Encoding.UTF8.GetBytes(sortKey), ContextOf(query));

    /// <summary>The sort key to continue after. Null if the cursor is invalid or belongs to another query.</summary>
    public string? Read(string query, string cursor) =>
        _codec.Read(cursor, ContextOf(query)) is { } sortKey ? Encoding.UTF8.GetString(sortKey) : null;

    // The zero byte separates the query from the sort key.
    private static string ContextOf(string query) => query + '\0';
}
