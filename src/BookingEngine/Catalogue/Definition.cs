using System.Collections.Immutable;
using System.Text.Json.Serialization;
using BookingEngine.EventSourcing;
using NodaTime;

namespace BookingEngine.Catalogue;

/// <summary>The present state of an object of the catalogue.</summary>
/// <param name="Value">Null if it does not exist.</param>
/// <param name="Version">How often it was written: its ETag. 0 for a default object before its first event.</param>
public sealed record Definition<T>(T? Value, int Version)
    where T : class
{
    public static Definition<T> None { get; } = new(null, 0);

    public Definition<T> Next(T value) => new(value, Version + 1);

    /// <summary>The object as it was created, without later changes.</summary>
    public static Definition<T> CreatedBy(ImmutableArray<RecordedEvent> recorded) => recorded is [{ Event: IDefines<T> created }]
        ? None.Next(created.Definition)
        : throw new InvalidOperationException("A creation must be exactly one event.");
}

/// <summary>An event with the complete new definition of an object of the catalogue.</summary>
public interface IDefines<out T> : IDomainEvent
    where T : class
{
    T Definition { get; }

    DefinitionChange Change { get; }
}

[JsonConverter(typeof(JsonStringEnumConverter<DefinitionChange>))]
public enum DefinitionChange
{
    [JsonStringEnumMemberName("created")]
    Created,

    [JsonStringEnumMemberName("changed")]
    Changed,

    [JsonStringEnumMemberName("retired")]
    Retired,
}

/// <summary>One entry of an object's history.</summary>
/// <param name="By">The id of the user who changed it.</param>
/// <param name="Definition">The definition after the change.</param>
public sealed record HistoryEntry<T>(DefinitionChange Change, Instant At, string? By, T Definition)
    where T : class;

/// <summary>The versions of an object that a change may be based on, from <c>If-Match</c>.</summary>
/// <param name="Versions">Null for any.</param>
public sealed record Precondition(IReadOnlyList<int>? Versions)
{
    public bool IsMetBy(int version) => Versions is null || Versions.Contains(version);
}
