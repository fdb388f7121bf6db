using System.Collections.Immutable;
using System.Text.Json.Serialization;
using BookingEngine.Aggregates;
using BookingEngine.EventSourcing;

namespace BookingEngine.Catalogue;

/// <summary>The aggregate of a service.</summary>
public sealed record CataloguedService(Definition<Service> Definition) : IAggregate<CataloguedService>
{
    public static string Category => "service";

    public static SnapshotShape<CataloguedService> Shape { get; } = SnapshotShape.Of<CataloguedService, StoredService>(
        "service.v2", () => CatalogueJson.Stored.StateAtStoredService,
        state => new(state.Definition.Value, state.Definition.Version) { WaitedSince = state.WaitedSince },
        stored => new(new Definition<Service>(stored.Value, stored.Version)) { WaitedSince = stored.WaitedSince }, "service.v1");

    /// <summary>The <see cref="WaitlistOpened.Version"/>; null if nobody waits for it.</summary>
    public long? WaitedSince { get; init; }

    public bool IsFollowed => WaitedSince is not null;

    public static StreamName StreamOf(ServiceId id) => StreamName.Of(Category, id.Value);

    public static CataloguedService InitialOf(StreamName stream) => new(CatalogueKinds.Services.InitialOf(stream.Id));

    public CataloguedService Apply(RecordedEvent recorded) => recorded.Event switch
    {
        IDefines<Service> e => this with { Definition = Definition.Next(e.Definition) },
        WaitlistOpened e => this with { WaitedSince = e.Version },
        WaitlistClosed => this with { WaitedSince = null },
        _ => this,
    };
}

/// <summary>The definition of <c>service.v1</c>, and who waits.</summary>
internal sealed record StoredService(Service? Value, int Version)
{
    /// <summary>See <see cref="CataloguedService.WaitedSince"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? WaitedSince { get; init; }
}

public sealed record ServiceCreated(Service Definition) : IDefines<Service>
{
    DefinitionChange IDefines<Service>.Change => DefinitionChange.Created;
}

public sealed record ServiceChanged(Service Definition) : IDefines<Service>
{
    DefinitionChange IDefines<Service>.Change => DefinitionChange.Changed;
}

/// <summary>The service is no longer offered. Its bookings stay.</summary>
public sealed record ServiceRetired(Service Definition) : IDefines<Service>
{
    DefinitionChange IDefines<Service>.Change => DefinitionChange.Retired;
}

internal static class ServiceEvents
{
    public static IEnumerable<EventType> Types =>
    [
        EventType.Of("service-created.v1", () => CatalogueJson.Stored.ServiceCreated),
        EventType.Of("service-changed.v1", () => CatalogueJson.Stored.ServiceChanged),
        EventType.Of("service-retired.v1", () => CatalogueJson.Stored.ServiceRetired),
    ];
}

/// <summary>In the service's stream, in the calendars of its resources, and where a waiting customer has what keeps them from a free place: customers wait for the
/// service. From now on, what may free a place here leads to a look at the waitlist.</summary>
/// <param name="Version">The version of the waitlist with which the first of them joined.</param>
public sealed record WaitlistOpened(ServiceId ServiceId, long Version) : IDomainEvent
{
    /// <summary>For a snapshot, in a stable order.</summary>
    internal static ImmutableArray<WaitlistOpened> ListOf(ImmutableDictionary<ServiceId, long> waiting) =>
        [.. waiting.OrderBy(w => w.Key.Value, StringComparer.Ordinal).Select(w => new WaitlistOpened(w.Key, w.Value))];

    /// <param name="stored">Null for none.</param>
    internal static ImmutableDictionary<ServiceId, long> SetOf(ImmutableArray<WaitlistOpened>? stored) =>
        stored?.ToImmutableDictionary(w => w.ServiceId, w => w.Version) ?? ImmutableDictionary<ServiceId, long>.Empty;
}

/// <summary>In the same streams: nobody waits for the service any more.</summary>
/// <param name="Version">The version of the waitlist with which the last one left.</param>
public sealed record WaitlistClosed(ServiceId ServiceId, long Version) : IDomainEvent;
