using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using BookingEngine.EventSourcing;
using BookingEngine.Infrastructure.Sqlite.Database;
using NodaTime;

namespace BookingEngine.Infrastructure.Sqlite.Rows;

/// <summary>Commits as rows. The events of a commit are one JSON array of <c>{"type", "data"}</c>.</summary>
internal static class CommitRows
{
    public const string Columns = "commit_id, stream, first_version, recorded_at, actor, correlation_id, trace, events";

    public static StoredCommit Read(SqliteRow row) => new(
        new CommitId(Guid.ParseExact(row.GetString(0), "N")), StreamName.Parse(row.GetString(1)), row.GetInt64(2), ReadEvents(row.GetString(7)),
        new CommitMetadata(
            Instant.FromUnixTimeTicks(row.GetInt64(3)), row.IsDBNull(4) ? null : row.GetString(4), row.GetString(5),
            row.IsDBNull(6) ? null : row.GetString(6)));

    public static string WriteEvents(ImmutableArray<EventData> events)
    {
        if (events is [var only])
        {
            return $"[{{\"type\":\"{Escape(only.Type)}\",\"data\":{only.Json}}}]";
        }

        var text = new StringBuilder("[");
        foreach (var e in events)
        {
            text.Append(text.Length > 1 ? "," : "").Append("{\"type\":\"").Append(Escape(e.Type)).Append("\",\"data\":").Append(e.Json).Append('}');
        }

        return text.Append(']').ToString();
    }

    // Returns the same text if nothing needs an escape.
    private static string Escape(string type) => JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(type);

    private static ImmutableArray<EventData> ReadEvents(string json)
    {
        using var document = JsonDocument.Parse(json);
        return [.. document.RootElement.EnumerateArray()
            .Select(e => new EventData(e.GetProperty("type").GetString()!, e.GetProperty("data").GetRawText()))];
    }
}
