using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace BookingEngine.EventSourcing;

/// <summary>One stored event type: the stable name on the store's side, the record on ours.</summary>
public sealed record EventType(string Name, Type ClrType, JsonTypeInfo Json)
{
    /// <summary>What an event of a shape that is no longer written is read as; null for a shape that is.</summary>
    public Func<object, IDomainEvent>? Upcast { get; private init; }

    public static EventType Of<TEvent>(string name, JsonTypeInfo<TEvent> json)
        where TEvent : IDomainEvent => new(name, typeof(TEvent), json);

    /// <summary>A shape that stores still hold and that is never written again.</summary>
    public static EventType OfOld<TStored>(string name, JsonTypeInfo<TStored> json, Func<TStored, IDomainEvent> upcast)
        where TStored : class => new(name, typeof(TStored), json) { Upcast = stored => upcast((TStored)stored) };
}

/// <summary>The one place where stored names and types meet. A name it does not know is a loud failure: skipping an event would
/// silently change what every later decision sees.</summary>
public sealed class EventCatalogue(IEnumerable<EventType> types)
{
    private readonly FrozenDictionary<string, EventType> _byName = types.ToFrozenDictionary(t => t.Name, StringComparer.Ordinal);
    private readonly FrozenDictionary<Type, EventType> _byType = types.Where(t => t.Upcast is null).ToFrozenDictionary(t => t.ClrType);

    public IEnumerable<EventType> Types => _byName.Values.OrderBy(t => t.Name, StringComparer.Ordinal);

    public EventData Write(IDomainEvent domainEvent) => _byType.TryGetValue(domainEvent.GetType(), out var type)
        ? new EventData(type.Name, JsonSerializer.Serialize(domainEvent, type.Json))
        : throw new InvalidOperationException($"{domainEvent.GetType().Name} has no stored name: add it to the event catalogue.");

    public IDomainEvent Read(EventData data) => _byName.TryGetValue(data.Type, out var type)
        ? Read(data.Json, type)
        : throw new UnknownEventTypeException(data.Type);

    public IEnumerable<RecordedEvent> Read(StoredCommit commit) => commit.Events
        .Select((data, index) => new RecordedEvent(commit.Stream, commit.FirstVersion + index, Read(data), commit.Metadata));

    private static IDomainEvent Read(string json, EventType type)
    {
        var stored = JsonSerializer.Deserialize(json, type.Json)!;
        return type.Upcast is { } upcast ? upcast(stored) : (IDomainEvent)stored;
    }
}

/// <summary>The store holds an event that this version of the software does not know, most likely written by a newer one.</summary>
public sealed class UnknownEventTypeException(string type)
    : Exception($"The event type '{type}' is unknown to this version: run the version that wrote it, or a later one.");
