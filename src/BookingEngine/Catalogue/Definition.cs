using System.Collections.Immutable;
using System.Text.Json.Serialization;
using BookingEngine.EventSourcing;
using NodaTime;

namespace BookingEngine.Catalogue;

/// <summary>An object of the catalogue as its events have left it.</summary>
/// <param name="Value">Null where there is none.</param>
/// <param name="Version">How often it was written, which is what its ETag says; 0 for a default object before its first event.</param>
public sealed record Definition<T>(T? Value, int Version)
    where T : class
{
    public static Definition<T> None { get; } = new(null, 0);

    public Definition<T> Next(T value) => new(value, Version + 1);

    /// <summary>The object as its creation made it. Later changes do not count.</summary>
    public static Definition<T> CreatedBy(ImmutableArray<RecordedEvent> recorded) => recorded is [{ Event: IDefines<T> created }]
        ? None.Next(created.Definition)
        : throw new InvalidOperationException("A creation is one event.");
}

/// <summary>An event that says what an object of the catalogue is from now on, the whole of it.</summary>
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
/// <param name="By">Who did it: a user's id.</param>
/// <param name="Definition">What it was from then on.</param>
public sealed record HistoryEntry<T>(DefinitionChange Change, Instant At, string? By, T Definition)
    where T : class;

/// <summary>Which versions of an object a change may be made on, as <c>If-Match</c> says.</summary>
/// <param name="Versions">Any, where null.</param>
public sealed record Precondition(IReadOnlyList<int>? Versions)
{
    public bool Holds(int version) => Versions is null || Versions.Contains(version);
}
