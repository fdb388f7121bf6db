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
        new CommitId(row.GetGuid(0)), StreamName.Parse(row.GetString(1)), row.GetInt64(2), ReadEvents(row.GetUtf8(7)),
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

    // In one pass over the stored bytes, without a document.
    internal static ImmutableArray<EventData> ReadEvents(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        var (events, type) = (ImmutableArray.CreateBuilder<EventData>(1), "");
        reader.Read();
        while (reader.Read() && reader.TokenType is JsonTokenType.StartObject)
        {
            events.Add(ReadEvent(ref reader, json, ref type));
        }

        reader.Read(); // throws if the text goes on
        return events.DrainToImmutable();
    }

    /// <param name="type">The type of the event before, most likely the same.</param>
    private static EventData ReadEvent(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, ref string type)
    {
        var (hasType, data) = (false, (string?)null);
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var (isType, isData) = (reader.ValueTextEquals("type"u8), reader.ValueTextEquals("data"u8));
            reader.Read();
            if (isType)
            {
                (type, hasType) = (reader.ValueTextEquals(type) ? type : reader.GetString()!, true);
                continue;
            }

            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            data = isData ? Encoding.UTF8.GetString(json[start..(int)reader.BytesConsumed]) : data;
        }

        return hasType && data is not null ? new EventData(type, data) : throw new JsonException("An event must have a type and data.");
    }
}
