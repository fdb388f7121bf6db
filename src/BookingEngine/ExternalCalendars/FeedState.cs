using System.Text.Json;
using System.Text.Json.Serialization;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.ExternalCalendars;

/// <summary>How far the reading of one feed has come, and its busy times. They are somebody else's facts, so they are stored apart from the
/// events.</summary>
/// <param name="Revision">How often it was written. Each update is conditional on it.</param>
/// <param name="DueAt">When it is read next.</param>
/// <param name="FailingSince">When the first of the failures in a row was; null if the last reading succeeded, or there was none.</param>
public sealed record FeedState(FeedId Id, ResourceId ResourceId, UserId AddedBy, int Revision, Instant DueAt, Instant? FailingSince, FeedReading Reading)
{
    /// <summary>How many messages to read it were sent. Only the last one counts, so that there is never more than one.</summary>
    public int Armed { get; init; }

    public FeedState Next => this with { Revision = Revision + 1 };
}

/// <summary>What was read of a feed.</summary>
/// <param name="AddedAt">When the feed was added.</param>
public sealed record FeedReading(Instant AddedAt)
{
    /// <summary>When the other side last said what the feed has, also if that was not new. Null if it never did.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Instant? ReadAt { get; init; }

    /// <summary>When the file was last read whole. Its busy times reach from then on for a fixed time.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Instant? ParsedAt { get; init; }

    /// <summary>Why the last try failed, as a stable code. Null if it succeeded.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Fault { get; init; }

    /// <summary>Whether an event tells of the failures.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsReported { get; init; }

    /// <summary>The ETag and the Last-Modified of the last file.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Tag { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Modified { get; init; }

    /// <summary>How many events could not be read.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Skipped { get; init; }

    /// <summary>How many events name a zone that is not known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int UnknownZones { get; init; }

    /// <summary>As <see cref="BusyTimes.ToText"/> writes them. The last good ones: a failure does not change them.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Busy { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, FeedReadingJson.Stored.FeedReading);

    /// <exception cref="JsonException">It is damaged.</exception>
    public static FeedReading Parse(string json) =>
        JsonSerializer.Deserialize(json, FeedReadingJson.Stored.FeedReading) ?? throw new JsonException("A reading must be an object.");
}

[JsonSerializable(typeof(FeedReading))]
internal sealed partial class FeedReadingJson : JsonSerializerContext
{
    public static FeedReadingJson Stored { get; } = new(StoredJson.NewOptions());
}
