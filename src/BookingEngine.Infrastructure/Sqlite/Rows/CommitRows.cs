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
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static StoredCommit Read(SqliteRow row) => new(
        new CommitId(Guid.ParseExact(row.GetString(0), "N")), StreamName.Parse(row.GetString(1)), row.GetInt64(2), ReadEvents(row.GetString(7)),
        new CommitMetadata(
            Instant.FromUnixTimeTicks(row.GetInt64(3)), row.IsDBNull(4) ? null : row.GetString(4), row.GetString(5),
            row.IsDBNull(6) ? null : row.GetString(6)));

    public static string WriteEvents(ImmutableArray<EventData> events)
    {
        using var buffer = new MemoryStream(512);
        using (var writer = new Utf8JsonWriter(buffer, Plain))
        {
            writer.WriteStartArray();
            foreach (var e in events)
            {
                writer.WriteStartObject();
                writer.WriteString("type", e.Type);
                writer.WritePropertyName("data");
                writer.WriteRawValue(e.Json, skipInputValidation: true);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static ImmutableArray<EventData> ReadEvents(string json)
    {
        using var document = JsonDocument.Parse(json);
        return [.. document.RootElement.EnumerateArray()
            .Select(e => new EventData(e.GetProperty("type").GetString()!, e.GetProperty("data").GetRawText()))];
    }
}
