using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace BookingEngine.EventSourcing;

/// <summary>A stored event type: its stable name in the store, and its record. Its JSON metadata is made on first use: making that of all types takes
/// longer than the rest of a cold start.</summary>
public sealed class EventType
{
    private readonly Lazy<JsonTypeInfo> _json;

    private EventType(string name, Type clrType, Func<JsonTypeInfo> json) => (Name, ClrType, _json) = (name, clrType, new Lazy<JsonTypeInfo>(json));

    public string Name { get; }

    public Type ClrType { get; }

    public JsonTypeInfo Json => _json.Value;

    /// <summary>Converts an event of a retired shape to its current record; null for a current shape.</summary>
    public Func<object, IDomainEvent>? Upcast { get; private init; }

    /// <summary>Reads the JSON exactly as it is written today, faster than <see cref="Json"/>. Returns null for any other JSON. Null for none.</summary>
    public Func<string, IDomainEvent?>? ReadExact { get; private init; }

    /// <summary>Writes the JSON exactly as by <see cref="Json"/>, but faster. Returns null for an event that it does not write. Null for none.</summary>
    public Func<IDomainEvent, string?>? WriteExact { get; private init; }

    /// <param name="readExact">See <see cref="ReadExact"/>.</param>
    /// <param name="writeExact">See <see cref="WriteExact"/>.</param>
    public static EventType Of<TEvent>(
        string name, Func<JsonTypeInfo<TEvent>> json, Func<string, IDomainEvent?>? readExact = null, Func<TEvent, string?>? writeExact = null)
        where TEvent : IDomainEvent => new(name, typeof(TEvent), json)
        {
            ReadExact = readExact,
            WriteExact = writeExact is null ? null : written => writeExact((TEvent)written),
        };

    /// <summary>A retired shape: stores still contain it, but it is never written again.</summary>
    public static EventType OfOld<TStored>(string name, Func<JsonTypeInfo<TStored>> json, Func<TStored, IDomainEvent> upcast)
        where TStored : class => new(name, typeof(TStored), json) { Upcast = stored => upcast((TStored)stored) };
}

/// <summary>Maps stored names to types. An unknown name throws: skipping an event would silently change later decisions.</summary>
public sealed class EventCatalogue(IEnumerable<EventType> types)
{
    private readonly FrozenDictionary<string, EventType> _byName = types.ToFrozenDictionary(t => t.Name, StringComparer.Ordinal);
    private readonly FrozenDictionary<Type, EventType> _byType = types.Where(t => t.Upcast is null).ToFrozenDictionary(t => t.ClrType);

    public IEnumerable<EventType> Types => _byName.Values.OrderBy(t => t.Name, StringComparer.Ordinal);

    public EventData Write(IDomainEvent domainEvent) => _byType.TryGetValue(domainEvent.GetType(), out var type)
        ? new EventData(type.Name, type.WriteExact?.Invoke(domainEvent) ?? JsonSerializer.Serialize(domainEvent, type.Json))
        : throw new InvalidOperationException($"{domainEvent.GetType().Name} has no stored name. Add it to the event catalogue.");

    public IDomainEvent Read(EventData data) => _byName.TryGetValue(data.Type, out var type)
        ? Read(data.Json, type)
        : throw new UnknownEventTypeException(data.Type);

    /// <summary>The events of one commit as they are stored: those that follow each other and may be listed as one.</summary>
    public ImmutableArray<EventData> WriteAll(ImmutableArray<IDomainEvent> events)
    {
        var written = ImmutableArray.CreateBuilder<EventData>();
        for (var first = 0; first < events.Length;)
        {
            IDomainEvent[] alike = [.. events.Skip(first).TakeWhile(e => e.GetType() == events[first].GetType())];
            written.AddRange(alike is [IListedEvent, _, ..] && _byType.TryGetValue(alike[0].GetType(), out var type)
                ? [EventList.Write(type.Name, alike, type.Json)]
                : alike.Select(Write));
            first += alike.Length;
        }

        return written.ToImmutable();
    }

    public IEnumerable<RecordedEvent> Read(StoredCommit commit) => commit.Events.SelectMany(ReadAll)
        .Select((e, index) => new RecordedEvent(commit.Stream, commit.FirstVersion + index, e, commit.Metadata));

    /// <summary>One event of a commit, without reading the others; null if the commit does not have the version.</summary>
    public RecordedEvent? ReadAt(StoredCommit commit, long version)
    {
        var place = version - commit.FirstVersion;
        foreach (var data in place < 0 ? [] : commit.Events)
        {
            if (place < data.Count)
            {
                var domainEvent = data.Count == 1 ? Read(data) : EventList.Read(data, ReaderOf(data.Type), (int)place).Single();
                return new RecordedEvent(commit.Stream, version, domainEvent, commit.Metadata);
            }

            place -= data.Count;
        }

        return null;
    }

    private IEnumerable<IDomainEvent> ReadAll(EventData data) => data.Count == 1 ? [Read(data)] : EventList.Read(data, ReaderOf(data.Type));

    private Func<string, IDomainEvent> ReaderOf(string list) => _byName.TryGetValue(EventList.TypeOf(list), out var type)
        ? json => Read(json, type)
        : throw new UnknownEventTypeException(list);

    private static IDomainEvent Read(string json, EventType type)
    {
        if (type.ReadExact?.Invoke(json) is { } exact)
        {
            return exact;
        }

        var stored = JsonSerializer.Deserialize(json, type.Json)!;
        return type.Upcast is { } upcast ? upcast(stored) : (IDomainEvent)stored;
    }
}

/// <summary>The store has an event that this version of the software does not know. Most likely a newer version wrote it.</summary>
public sealed class UnknownEventTypeException(string type)
    : Exception($"The event type '{type}' is unknown to this version. Run the version that wrote it, or a later one.");
