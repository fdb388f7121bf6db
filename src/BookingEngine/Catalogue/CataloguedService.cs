using BookingEngine.Aggregates;
using BookingEngine.EventSourcing;

namespace BookingEngine.Catalogue;

/// <summary>The aggregate of a service.</summary>
public sealed record CataloguedService(Definition<Service> Definition) : IAggregate<CataloguedService>
{
    public static string Category => "service";

    public static SnapshotShape<CataloguedService> Shape { get; } = SnapshotShape.Of<CataloguedService, Definition<Service>>(
        "service.v1", () => CatalogueJson.Stored.StateAtDefinitionService, state => state.Definition, stored => new(stored));

    public static StreamName StreamOf(ServiceId id) => StreamName.Of(Category, id.Value);

    public static CataloguedService InitialOf(StreamName stream) => new(CatalogueKinds.Services.InitialOf(stream.Id));

    public CataloguedService Apply(RecordedEvent recorded) =>
        recorded.Event is IDefines<Service> e ? new(Definition.Next(e.Definition)) : this;
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
